import {
  newOrganisation,
  organisationName,
  type NewOrganisation,
  type OrganisationView,
} from '@visavis/protocol';
import { Button, Dialog, RadioGroup, Select, Stack, Text, TextField } from '@visavis/ui';
import { useState } from 'react';
import { useT } from '../../language/index.ts';
import { FailureBanner, type Failure } from '../administration/act.tsx';

export type New = NewOrganisation | { kind: 'reseller'; name: string };

type Props = {
  /** Whom it may be given to; null: one's own, without a choice. */
  resellers: readonly OrganisationView[] | null;
  failure: Failure | null;
  onClose: () => void;
  onCreate: (made: New) => void;
};

type Kind = New['kind'];

function readNew(kind: Kind, name: string, resellerId: string): New | undefined {
  if (kind !== 'reseller')
    return newOrganisation.safeParse({ kind, name, resellerId: resellerId || null }).data;
  const named = organisationName.safeParse(name);
  return named.success ? { kind, name: named.data } : undefined;
}

export function NewOrganisationDialog({ resellers, failure, onClose, onCreate }: Props) {
  const t = useT();
  const [kind, setKind] = useState<Kind>('tenant');
  const [name, setName] = useState('');
  const [resellerId, setReseller] = useState('');
  const made = readNew(kind, name, resellerId);
  const kinds: readonly Kind[] = ['tenant', 'ident_centre', ...(resellers ? (['reseller'] as const) : [])];
  return (
    <Dialog
      title={t('organisations.new')}
      isOpen
      onClose={onClose}
      actions={
        <Button
          variant="primary"
          isDisabled={made === undefined}
          onPress={() => (made ? onCreate(made) : undefined)}
        >
          {t('organisations.create')}
        </Button>
      }
    >
      <Stack gap="m">
        <RadioGroup
          label={t('organisations.kind')}
          orientation="horizontal"
          options={kinds.map(value => ({ value, label: t(`administration.kind.${value}`) }))}
          value={kind}
          onChange={setKind}
        />
        <TextField label={t('organisations.name')} maxLength={200} value={name} onChange={setName} />
        {resellers && resellers.length > 0 && kind !== 'reseller' ? (
          <Select
            label={t('organisations.reseller')}
            options={[
              { value: '', label: t('organisations.reseller.none') },
              ...resellers.map(reseller => ({ value: reseller.id, label: reseller.name })),
            ]}
            value={resellerId}
            onChange={setReseller}
          />
        ) : null}
        {kind === 'tenant' ? <Text tone="muted">{t('organisations.root.later')}</Text> : null}
        <FailureBanner failure={failure} />
      </Stack>
    </Dialog>
  );
}
