import type { OrderedView } from '@visavis/protocol';
import {
  Banner,
  Button,
  Card,
  CheckIcon,
  CopyIcon,
  KeyValueList,
  PlusIcon,
  QrBox,
  Row,
  Stack,
  Text,
  TextField,
  useFormat,
} from '@visavis/ui';
import QRCode from 'qrcode';
import { useMemo, useState } from 'react';
import { useT } from '../../language/index.ts';
import styles from './ordered.module.css';

/** The link, this once: the server keeps only its hash. */
export function OrderedLink({ ordered, onAgain }: { ordered: OrderedView; onAgain: () => void }) {
  const t = useT();
  const format = useFormat();
  const [copied, setCopied] = useState<'not_yet' | 'done' | 'failed'>('not_yet');
  const { customerUrl, identification } = ordered;
  const modules = useMemo(
    () => QRCode.create(customerUrl, { errorCorrectionLevel: 'M' }).modules,
    [customerUrl],
  );
  const copy = () =>
    navigator.clipboard.writeText(customerUrl).then(
      () => setCopied('done'),
      () => setCopied('failed'),
    );
  return (
    <Stack gap="l">
      <Banner tone="success" title={t('order.ordered')}>
        {t('order.ordered.hint')}
      </Banner>
      <Card
        title={t('order.link')}
        actions={
          <Button icon={<PlusIcon />} onPress={onAgain}>
            {t('order.again')}
          </Button>
        }
      >
        <div className={styles.columns}>
          <QrBox modules={modules} label={t('order.qr')}>
            {t('order.qr.hint')}
          </QrBox>
          <Stack gap="m">
            <TextField label={t('order.link.label')} value={customerUrl} isReadOnly isMultiline />
            <Row>
              <Button
                variant="primary"
                icon={copied === 'done' ? <CheckIcon /> : <CopyIcon />}
                onPress={() => void copy()}
              >
                {copied === 'done' ? t('order.copied') : t('order.copy')}
              </Button>
              {copied === 'failed' ? <Text tone="muted">{t('order.copy.failed')}</Text> : null}
            </Row>
            <KeyValueList
              items={[
                { key: 'id', label: t('order.identification'), value: identification.id, isCode: true },
                {
                  key: 'until',
                  label: t('order.valid_until'),
                  value: format.dateTime(identification.linkExpiresAt),
                },
              ]}
            />
            <Text size="s" tone="muted">
              {t('order.link.care')}
            </Text>
          </Stack>
        </div>
      </Card>
    </Stack>
  );
}
