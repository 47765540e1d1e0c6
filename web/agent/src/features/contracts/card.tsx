import {
  Badge,
  Banner,
  Button,
  Card,
  ClockIcon,
  Grid,
  KeyIcon,
  KeyValueList,
  ShieldIcon,
  Stack,
  Text,
  useFormat,
  useLocale,
  useNow,
  type KeyValue,
} from '@visavis/ui';
import { useT } from '../../language/index.ts';
import { endingOf } from '../../shell/ending.ts';
import type { ShownContract } from './data.ts';
import type { ShownList } from './recipients.ts';

type CardProps = {
  contract: ShownContract;
  onRetention: () => void;
  onPasskeys: () => void;
  onTest: () => void;
};

export function ContractCard({ contract, onRetention, onPasskeys, onTest }: CardProps) {
  const t = useT();
  const format = useFormat();
  const [locale] = useLocale();
  const { status, retentionDays, ruleset, list } = contract;
  const left: KeyValue[] = [
    { key: 'purpose', label: t('contracts.purpose'), value: contract.purpose[locale] },
    {
      key: 'retention',
      label: t('contracts.retention'),
      value: t('contracts.days', { days: retentionDays }),
    },
    {
      key: 'acknowledge',
      label: t('contracts.acknowledge'),
      value: contract.purgeOnAcknowledge ? t('contracts.acknowledge.yes') : t('contracts.acknowledge.no'),
    },
    {
      key: 'passkey',
      label: t('contracts.passkeys'),
      value: contract.passkeyRequired ? t('contracts.passkeys.yes') : t('contracts.passkeys.no'),
    },
    { key: 'ruleset', label: t('contracts.ruleset'), value: `${ruleset.id}, ${ruleset.version}` },
    {
      key: 'live',
      label: t('contracts.live_since'),
      value: contract.liveAt === null ? t('contracts.live_since.not') : format.dateTime(contract.liveAt),
    },
  ];
  return (
    <Card
      title={contract.name}
      aside={
        <Badge tone={status === 'live' ? 'success' : 'warning'}>
          {status === 'live' ? t('contracts.live') : t('contracts.draft')}
        </Badge>
      }
      actions={
        <>
          <Button icon={<ClockIcon />} onPress={onRetention}>
            {t('contracts.retention.change')}
          </Button>
          <Button icon={<ShieldIcon />} onPress={onPasskeys}>
            {t('contracts.passkeys.change')}
          </Button>
        </>
      }
    >
      <Stack gap="m">
        {status === 'draft' ? <DraftBanner hasList={list !== null} onTest={onTest} /> : null}
        <Grid columns="l" gap="l">
          <Stack gap="s">
            <Text size="s" weight="bold" tone="muted">
              {t('contracts.terms')}
            </Text>
            <KeyValueList items={left} />
          </Stack>
          <Stack gap="s">
            <Text size="s" weight="bold" tone="muted">
              {t('contracts.list')}
            </Text>
            {list ? <RecipientListPart list={list} /> : <Text tone="muted">{t('contracts.list.none')}</Text>}
          </Stack>
        </Grid>
      </Stack>
    </Card>
  );
}

function DraftBanner({ hasList, onTest }: { hasList: boolean; onTest: () => void }) {
  const t = useT();
  return (
    <Banner
      tone="warning"
      title={t('contracts.draft.title')}
      {...(hasList
        ? {
            action: (
              <Button variant="primary" icon={<KeyIcon />} onPress={onTest}>
                {t('contracts.test.start')}
              </Button>
            ),
          }
        : {})}
    >
      {hasList ? t('contracts.draft.hint') : t('contracts.draft.no_list')}
    </Banner>
  );
}

const tones = { verified: 'success', unchecked: 'neutral', forged: 'danger' } as const;
const shortId = (id: string): string => `${id.slice(0, 8)}…${id.slice(-4)}`;

function RecipientListPart({ list }: { list: ShownList }) {
  const t = useT();
  const format = useFormat();
  const now = useNow();
  const { version, expires, threshold, recipients, signature } = list;
  const ending = endingOf(expires, now);
  const items: KeyValue[] = [
    {
      key: 'signature',
      label: t('contracts.list.signature'),
      value: <Badge tone={tones[signature]}>{t(`contracts.list.signature.${signature}`)}</Badge>,
    },
    { key: 'version', label: t('contracts.list.version'), value: String(version) },
    {
      key: 'expires',
      label: t('contracts.list.expires'),
      value: (
        <>
          {format.date(expires)}{' '}
          {ending === 'over' ? <Badge tone="danger">{t('contracts.list.expired')}</Badge> : null}
          {ending === 'soon' ? <Badge tone="warning">{t('contracts.list.soon')}</Badge> : null}
        </>
      ),
    },
    {
      key: 'threshold',
      label: t('contracts.list.threshold'),
      value: t('contracts.list.threshold.value', { threshold, count: recipients.length }),
    },
    ...recipients.map(({ id, isHybrid }, index) => ({
      key: id,
      label: t('contracts.list.recipient', { number: index + 1 }),
      value: (
        <>
          <span title={id}>{shortId(id)}</span>{' '}
          {isHybrid ? <Badge tone="success">{t('contracts.list.hybrid')}</Badge> : null}
        </>
      ),
      isCode: true,
    })),
  ];
  return (
    <Stack gap="s">
      <KeyValueList items={items} />
      {signature === 'verified' ? null : (
        <Text size="s" tone={signature === 'forged' ? 'danger' : 'muted'}>
          {t(`contracts.list.signature.${signature}.hint`)}
        </Text>
      )}
    </Stack>
  );
}
