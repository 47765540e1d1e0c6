import { Banner, Button, DownloadIcon, Row, Stack } from '@visavis/ui';
import { saveFile } from '../../api/save-file.ts';
import { useT } from '../../language/index.ts';
import { CopyButton } from '../../shell/copy-button.tsx';
import styles from './account.module.css';

type Props = { codes: readonly string[]; email: string; onKept: () => void };

/** The ten codes, this once. */
export function RecoveryCodesView({ codes, email, onKept }: Props) {
  const t = useT();
  const save = () =>
    saveFile(
      'visavis-recovery-codes.txt',
      `${t('account.codes.file', { email })}\n\n${codes.join('\n')}\n`,
      'text/plain',
    );
  return (
    <Stack gap="m">
      <Banner tone="warning" title={t('account.codes.once')}>
        {t('account.codes.once.hint')}
      </Banner>
      <ol className={styles.codes}>
        {codes.map(code => (
          <li key={code}>{code}</li>
        ))}
      </ol>
      <Row>
        <CopyButton text={codes.join('\n')} />
        <Button icon={<DownloadIcon />} onPress={save}>
          {t('account.codes.save')}
        </Button>
      </Row>
      <Button variant="primary" size="l" isWide onPress={onKept}>
        {t('account.codes.kept')}
      </Button>
    </Stack>
  );
}
