import type { ContractGrantsView } from '@visavis/protocol';
import {
  Badge,
  Button,
  Card,
  KeyValueList,
  PlusIcon,
  Row,
  Stack,
  Text,
  useFormat,
  useLocale,
  type KeyValue,
} from '@visavis/ui';
import { useT } from '../../language/index.ts';
import { centreName, type Granted } from './data.ts';

type Props = {
  contract: ContractGrantsView;
  /** Contracts of several companies stand on the page. */
  hasTenant: boolean;
  onGrant: () => void;
  onWithdraw: (granted: Granted) => void;
};

export function GrantCard({ contract, hasTenant, onGrant, onWithdraw }: Props) {
  const t = useT();
  const format = useFormat();
  const [locale] = useLocale();
  const { status, ruleset, tenant, grants } = contract;
  const company: KeyValue[] = hasTenant
    ? [{ key: 'tenant', label: t('contract_grants.tenant'), value: tenant.name }]
    : [];
  return (
    <Card
      title={contract.name}
      aside={
        <Badge tone={status === 'live' ? 'success' : 'warning'}>
          {status === 'live' ? t('contract_grants.live') : t('contract_grants.draft')}
        </Badge>
      }
      actions={
        <Button icon={<PlusIcon />} onPress={onGrant}>
          {t('contract_grants.grant')}
        </Button>
      }
    >
      <Stack gap="m">
        <KeyValueList
          items={[
            ...company,
            { key: 'purpose', label: t('contract_grants.purpose'), value: contract.purpose[locale] },
            {
              key: 'ruleset',
              label: t('contract_grants.ruleset'),
              value: `${ruleset.id}, ${ruleset.version}`,
            },
          ]}
        />
        <Stack gap="s">
          <Text size="s" weight="bold" tone="muted">
            {t('contract_grants.centres')}
          </Text>
          {grants.length === 0 ? <Text tone="muted">{t('contract_grants.centres.none')}</Text> : null}
          {grants.map(granted => (
            <Row key={granted.organisationId} justify="between">
              <Text as="span">
                {centreName(granted)}{' '}
                <Text as="span" size="s" tone="muted">
                  {t('contract_grants.since', { date: format.date(granted.grantedAt) })}
                </Text>
              </Text>
              <Button size="s" variant="quiet" onPress={() => onWithdraw(granted)}>
                {t('contract_grants.withdraw')}
              </Button>
            </Row>
          ))}
        </Stack>
      </Stack>
    </Card>
  );
}
