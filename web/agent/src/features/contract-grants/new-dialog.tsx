import {
  newContract,
  rulesetIds,
  type NewContractRequest as NewContract,
  type OrganisationView,
  type RulesetId,
} from '@visavis/protocol';
import { Button, Dialog, Select, Stack, Text, TextField } from '@visavis/ui';
import { useState } from 'react';
import type { z } from 'zod';
import { useT } from '../../language/index.ts';
import { FailureBanner, type Failure } from '../administration/act.tsx';

type Props = {
  tenants: readonly OrganisationView[];
  failure: Failure | null;
  onClose: () => void;
  onCreate: (contract: z.output<typeof newContract>) => void;
};

export function NewContractDialog({ tenants, failure, onClose, onCreate }: Props) {
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
    <Dialog
      title={t('contract_grants.new')}
      isOpen
      onClose={onClose}
      actions={
        <Button
          variant="primary"
          isDisabled={!contract.success}
          onPress={() => (contract.success ? onCreate(contract.data) : undefined)}
        >
          {t('contract_grants.create')}
        </Button>
      }
    >
      <Stack gap="m">
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
        <FailureBanner failure={failure} />
      </Stack>
    </Dialog>
  );
}
