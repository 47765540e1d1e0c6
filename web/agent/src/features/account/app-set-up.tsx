import type { TotpEnrolment } from '@visavis/protocol';
import { QrBox, Stack, Text, TextField } from '@visavis/ui';
import QRCode from 'qrcode';
import { useMemo } from 'react';
import { useT } from '../../language/index.ts';
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
      <TextField
        label={t('account.app.confirm')}
        description={t('account.app.confirm.hint')}
        name="totp"
        autoComplete="one-time-code"
        inputMode="numeric"
        maxLength={7}
        isCode
        isRequired
        value={code}
        onChange={onChange}
      />
    </Stack>
  );
}
