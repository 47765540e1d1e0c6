import {
  Banner,
  Button,
  Dialog,
  DownloadIcon,
  KeyValueList,
  ShieldIcon,
  Stack,
  useFormat,
} from '@visavis/ui';
import { useT } from '../../language/index.ts';
import { StateBadge } from '../identifications/labels.tsx';
import type { ShownReceipt, Verdict } from './data.ts';

type Props = {
  receipt: ShownReceipt;
  verdict: Verdict | undefined;
  onVerify: () => void;
  onSave: () => void;
  onClose: () => void;
};

/** Everything that the receipt says, and whether it is true. */
export function ReceiptDialog({ receipt, verdict, onVerify, onSave, onClose }: Props) {
  const t = useT();
  return (
    <Dialog
      title={t('receipts.receipt')}
      size="l"
      isOpen
      onClose={onClose}
      actions={
        <>
          <Button variant="primary" icon={<ShieldIcon />} onPress={onVerify}>
            {t('receipts.verify')}
          </Button>
          <Button icon={<DownloadIcon />} onPress={onSave}>
            {t('receipts.save')}
          </Button>
        </>
      }
    >
      <Stack gap="m">
        {verdict === 'valid' ? (
          <Banner tone="success" title={t('receipts.valid')}>
            {t('receipts.valid.hint')}
          </Banner>
        ) : null}
        {verdict !== undefined && verdict !== 'valid' ? (
          <Banner tone="danger" title={t('receipts.wrong')}>
            {t(`receipts.wrong.${verdict}`)}
          </Banner>
        ) : null}
        <Facts receipt={receipt} />
      </Stack>
    </Dialog>
  );
}

function Facts({ receipt: { leaf, identificationId, deletedAt } }: { receipt: ShownReceipt }) {
  const t = useT();
  const format = useFormat();
  const item = (key: string, label: string, value: React.ReactNode, isCode = false) => ({
    key,
    label,
    value,
    isCode,
  });
  const id = item('id', t('receipts.identification'), identificationId, true);
  if (!leaf)
    return <KeyValueList items={[id, item('deleted', t('receipts.deleted'), format.dateTime(deletedAt))]} />;
  const { counts } = leaf;
  return (
    <KeyValueList
      items={[
        id,
        item('outcome', t('receipts.outcome'), <StateBadge state={leaf.outcome} />),
        item('basis', t('receipts.basis'), t(`receipts.basis.${leaf.legalBasis}`)),
        item('period', t('receipts.period'), t('receipts.days', { days: leaf.retentionDays })),
        item('ended', t('receipts.ended'), format.dateTime(leaf.endedAt)),
        item('due', t('receipts.due'), format.dateTime(leaf.dueAt)),
        item('key', t('receipts.key_destroyed'), format.dateTime(leaf.keyDestroyedAt)),
        item('deleted', t('receipts.deleted'), format.dateTime(leaf.deletedAt)),
        item('backups', t('receipts.backups'), format.dateTime(leaf.unreadableInBackupsFrom)),
        item(
          'counts',
          t('receipts.counts'),
          t('receipts.counts.value', { ...counts, bytes: format.bytes(leaf.bytes) }),
        ),
        item('hash', t('receipts.hash'), leaf.ciphertextsSha384, true),
      ]}
    />
  );
}
