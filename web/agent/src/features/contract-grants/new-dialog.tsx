import {
  newContract,
  rulesetIds,
  type NewContractRequest as NewContract,
  type OrganisationView,
  type RulesetId,
} from '@visavis/protocol';
import { Select, Text, TextField } from '@visavis/ui';
import { useState } from 'react';
import type { z } from 'zod';
import { useT } from '../../language/index.ts';
import { ActDialog, type Acting } from '../../shell/act-dialog.tsx';

type Props = Acting & {
  tenants: readonly OrganisationView[];
  onCreate: (contract: z.output<typeof newContract>) => void;
};

export function NewContractDialog({ tenants, onCreate, ...acting }: Props) {
  const t = useT();
  const [tenantId, setTenant] = useState<string | null>(null);
  const [name, setName] = useState('');
  const [de, setDe] = useState('');
  const [en, setEn] = useState('');
  const [ruleset, setRuleset] = useState<RulesetId>('basic');
  const contract = newContract.safeParse({
    tenantId,
    name,
    purpose: { de: de.trim(), en: en.trim() },
    ruleset,
  } satisfies Record<keyof NewContract, unknown>);
  return (
    <ActDialog
      {...acting}
      title={t('contract_grants.new')}
      act={t('contract_grants.create')}
      isReady={contract.success}
      onAct={() => (contract.success ? onCreate(contract.data) : undefined)}
    >
      <Text>{t('contract_grants.new.hint')}</Text>
      <Select
        label={t('contract_grants.tenant')}
        options={tenants.map(tenant => ({ value: tenant.id, label: tenant.name }))}
        value={tenantId}
        onChange={setTenant}
      />
      <TextField label={t('contract_grants.name')} maxLength={200} value={name} onChange={setName} />
      <TextField
        label={t('contract_grants.purpose.de')}
        description={t('contract_grants.purpose.hint')}
        maxLength={500}
        value={de}
        onChange={setDe}
      />
      <TextField label={t('contract_grants.purpose.en')} maxLength={500} value={en} onChange={setEn} />
      <Select
        label={t('contract_grants.ruleset')}
        options={rulesetIds.map(value => ({ value, label: value }))}
        value={ruleset}
        onChange={setRuleset}
      />
    </ActDialog>
  );
}
