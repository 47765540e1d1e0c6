import type { ContractGrantsView, OrganisationView } from '@visavis/protocol';
import { Select, Text, TextField } from '@visavis/ui';
import { useState } from 'react';
import { useT } from '../../language/index.ts';
import { ActDialog, type Acting } from '../../shell/act-dialog.tsx';

type Props = Acting & {
  contract: ContractGrantsView;
  /** To choose from; null: an ident centre is named by the id that it has given. */
  centres: readonly OrganisationView[] | null;
  onGrant: (organisationId: string) => void;
};

const uuid = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i;

export function GrantDialog({ contract, centres, onGrant, ...acting }: Props) {
  const t = useT();
  const [typed, setTyped] = useState('');
  const id = typed.trim();
  return (
    <ActDialog
      {...acting}
      title={t('contract_grants.grant.title', { contract: contract.name })}
      act={t('contract_grants.grant')}
      isReady={uuid.test(id)}
      onAct={() => onGrant(id)}
    >
      <Text>{t('contract_grants.grant.lead')}</Text>
      {centres ? (
        <Select
          label={t('contract_grants.centre')}
          options={centres.map(centre => ({ value: centre.id, label: centre.name }))}
          value={id === '' ? null : id}
          onChange={setTyped}
        />
      ) : (
        <TextField
          label={t('contract_grants.centre.id')}
          description={t('contract_grants.centre.hint')}
          value={typed}
          onChange={setTyped}
        />
      )}
    </ActDialog>
  );
}
