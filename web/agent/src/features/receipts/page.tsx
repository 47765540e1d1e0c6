import {
  ArchiveIcon,
  Badge,
  Button,
  EmptyState,
  Row,
  ShieldIcon,
  Stack,
  Table,
  Text,
  useFormat,
} from '@visavis/ui';
import { useState } from 'react';
import { saveFile } from '../../api/save-file.ts';
import { LoadedPart } from '../../api/loaded.tsx';
import { useT } from '../../language/index.ts';
import { Page } from '../../shell/page.tsx';
import { useStore } from '../../shell/use-store.ts';
import { ShortId, StateBadge } from '../identifications/labels.tsx';
import { openReceipts, type Receipts, type ShownReceipt, type Verdict } from './data.ts';
import { ReceiptDialog } from './dialog.tsx';

export function ReceiptsPage() {
  const t = useT();
  const [receipts] = useState(openReceipts);
  return (
    <Page title={t('receipts.title')} state="receipts">
      <LoadedPart resource={receipts.list}>
        {({ items, key }) => <List receipts={receipts} items={items} keyName={key?.name ?? null} />}
      </LoadedPart>
    </Page>
  );
}

type ListProps = { receipts: Receipts; items: readonly ShownReceipt[]; keyName: string | null };

function List({ receipts, items, keyName }: ListProps) {
  const t = useT();
  const format = useFormat();
  const { of: verdicts } = useStore(receipts.verdicts);
  const [shown, setShown] = useState<ShownReceipt | null>(null);
  return (
    <Stack gap="m">
      <Row justify="between" align="start">
        <Stack gap="xs">
          <Text>{t('receipts.lead')}</Text>
          <Text size="s" tone="muted">
            {keyName === null ? t('receipts.no_key') : t('receipts.key', { name: keyName.slice(0, 24) })}
          </Text>
        </Stack>
        <Button
          icon={<ShieldIcon />}
          variant="primary"
          isDisabled={items.length === 0}
          onPress={() => void receipts.verify(items)}
        >
          {t('receipts.verify_all')}
        </Button>
      </Row>
      <Table
        label={t('receipts.title')}
        items={items}
        rowId={({ id }) => id}
        onOpen={setShown}
        columns={[
          {
            id: 'identification',
            header: t('receipts.identification'),
            cell: item => <ShortId id={item.identificationId} />,
          },
          {
            id: 'outcome',
            header: t('receipts.outcome'),
            cell: ({ leaf }) => (leaf ? <StateBadge state={leaf.outcome} /> : '–'),
          },
          { id: 'deleted', header: t('receipts.deleted'), cell: item => format.dateTime(item.deletedAt) },
          {
            id: 'basis',
            header: t('receipts.basis'),
            cell: ({ leaf }) => (leaf ? t(`receipts.basis.${leaf.legalBasis}`) : '–'),
          },
          {
            id: 'bytes',
            header: t('receipts.bytes'),
            isNumeric: true,
            cell: ({ leaf }) => (leaf ? format.bytes(leaf.bytes) : '–'),
          },
          {
            id: 'verdict',
            header: t('receipts.proof'),
            cell: item => <VerdictBadge verdict={verdicts.get(item.id)} />,
          },
        ]}
        empty={
          <EmptyState icon={<ArchiveIcon />} title={t('receipts.none')}>
            {t('receipts.none.hint')}
          </EmptyState>
        }
      />
      {shown ? (
        <ReceiptDialog
          receipt={shown}
          verdict={verdicts.get(shown.id)}
          onVerify={() => void receipts.verify([shown])}
          onSave={() =>
            saveFile(`receipt-${shown.identificationId}.json`, JSON.stringify(shown.receipt, null, 2))
          }
          onClose={() => setShown(null)}
        />
      ) : null}
    </Stack>
  );
}

export function VerdictBadge({ verdict }: { verdict: Verdict | undefined }) {
  const t = useT();
  if (verdict === undefined) return <Badge>{t('receipts.proof.open')}</Badge>;
  if (verdict === 'valid') return <Badge tone="success">{t('receipts.proof.valid')}</Badge>;
  return <Badge tone="danger">{t('receipts.proof.wrong')}</Badge>;
}
