import type { TotpEnrolment } from '@visavis/protocol';
import { QrBox, Stack, Text } from '@visavis/ui';
import QRCode from 'qrcode';
import { useMemo } from 'react';
import { useT } from '../../language/index.ts';
import { AppCodeField } from './fields.tsx';
import styles from './account.module.css';

type Props = { enrolment: TotpEnrolment; code: string; onChange: (code: string) => void };

/** The secret as QR code and in letters, and the first code of the app that has it. */
export function AppSetUp({ enrolment, code, onChange }: Props) {
  const t = useT();
  const { secret, uri } = enrolment;
  const modules = useMemo(() => QRCode.create(uri, { errorCorrectionLevel: 'M' }).modules, [uri]);
  return (
    <Stack gap="m">
      <Text>{t('account.app.lead')}</Text>
      <QrBox modules={modules} label={t('account.app.qr')} />
      <Stack gap="xs">
        <Text size="s" tone="muted">
          {t('account.app.secret')}
        </Text>
        <code className={styles.secret}>{secret.replaceAll(/(.{4})(?=.)/g, '$1 ')}</code>
      </Stack>
      <AppCodeField
        label={t('account.app.confirm')}
        description={t('account.app.confirm.hint')}
        value={code}
        onChange={onChange}
      />
    </Stack>
  );
}
