import type { ContractGrantsView, OrganisationView } from '@visavis/protocol';
import { Button, Dialog, Select, Stack, Text, TextField } from '@visavis/ui';
import { useState } from 'react';
import { useT } from '../../language/index.ts';
import { FailureBanner, type Failure } from '../administration/act.tsx';

type Props = {
  contract: ContractGrantsView;
  /** To choose from; null: an ident centre is named by the id that it has given. */
  centres: readonly OrganisationView[] | null;
  failure: Failure | null;
  onClose: () => void;
  onGrant: (organisationId: string) => void;
};

const uuid = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i;

export function GrantDialog({ contract, centres, failure, onClose, onGrant }: Props) {
  const t = useT();
  const [typed, setTyped] = useState('');
  const id = typed.trim();
  return (
    <Dialog
      title={t('contract_grants.grant.title', { contract: contract.name })}
      isOpen
      onClose={onClose}
      actions={
        <Button variant="primary" isDisabled={!uuid.test(id)} onPress={() => onGrant(id)}>
          {t('contract_grants.grant')}
        </Button>
      }
    >
      <Stack gap="m">
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
        <FailureBanner failure={failure} />
      </Stack>
    </Dialog>
  );
}
