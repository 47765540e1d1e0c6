import {
  newOrganisation,
  organisationName,
  type NewOrganisation,
  type OrganisationView,
} from '@visavis/protocol';
import { RadioGroup, Select, Text, TextField } from '@visavis/ui';
import { useState } from 'react';
import { useT } from '../../language/index.ts';
import { ActDialog, type Acting } from '../../shell/act-dialog.tsx';

export type New = NewOrganisation | { kind: 'reseller'; name: string };

type Props = Acting & {
  /** Whom it may be given to; null: one's own, without a choice. */
  resellers: readonly OrganisationView[] | null;
  onCreate: (made: New) => void;
};

type Kind = New['kind'];

function readNew(kind: Kind, name: string, resellerId: string): New | undefined {
  if (kind !== 'reseller')
    return newOrganisation.safeParse({ kind, name, resellerId: resellerId || null }).data;
  const named = organisationName.safeParse(name);
  return named.success ? { kind, name: named.data } : undefined;
}

export function NewOrganisationDialog({ resellers, onCreate, ...acting }: Props) {
  const t = useT();
  const [kind, setKind] = useState<Kind>('tenant');
  const [name, setName] = useState('');
  const [resellerId, setReseller] = useState('');
  const made = readNew(kind, name, resellerId);
  const kinds: readonly Kind[] = ['tenant', 'ident_centre', ...(resellers ? (['reseller'] as const) : [])];
  return (
    <ActDialog
      {...acting}
      title={t('organisations.new')}
      act={t('organisations.create')}
      isReady={made !== undefined}
      onAct={() => (made ? onCreate(made) : undefined)}
    >
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
    </ActDialog>
  );
}
