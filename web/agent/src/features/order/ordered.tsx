import type { OrderedView } from '@visavis/protocol';
import {
  Banner,
  Button,
  Card,
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
import { useMemo } from 'react';
import { useT } from '../../language/index.ts';
import { CopyButton } from '../../shell/copy-button.tsx';
import styles from './ordered.module.css';

/** The link, this once: the server keeps only its hash. */
export function OrderedLink({ ordered, onAgain }: { ordered: OrderedView; onAgain: () => void }) {
  const t = useT();
  const format = useFormat();
  const { customerUrl, identification } = ordered;
  const modules = useMemo(
    () => QRCode.create(customerUrl, { errorCorrectionLevel: 'M' }).modules,
    [customerUrl],
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
              <CopyButton text={customerUrl} variant="primary" />
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
