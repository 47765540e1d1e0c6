import { Banner, Button, CheckIcon, CopyIcon, DownloadIcon, Row, Stack, Text } from '@visavis/ui';
import { useState } from 'react';
import { saveFile } from '../../api/save-file.ts';
import { useT } from '../../language/index.ts';
import styles from './account.module.css';

type Props = { codes: readonly string[]; email: string; onKept: () => void };

/** The ten codes, this once. */
export function RecoveryCodesView({ codes, email, onKept }: Props) {
  const t = useT();
  const [copied, setCopied] = useState<'not_yet' | 'done' | 'failed'>('not_yet');
  const copy = () =>
    navigator.clipboard.writeText(codes.join('\n')).then(
      () => setCopied('done'),
      () => setCopied('failed'),
    );
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
        <Button icon={copied === 'done' ? <CheckIcon /> : <CopyIcon />} onPress={() => void copy()}>
          {copied === 'done' ? t('account.codes.copied') : t('account.codes.copy')}
        </Button>
        <Button icon={<DownloadIcon />} onPress={save}>
          {t('account.codes.save')}
        </Button>
      </Row>
      {copied === 'failed' ? <Text tone="muted">{t('account.codes.copy.failed')}</Text> : null}
      <Button variant="primary" size="l" isWide onPress={onKept}>
        {t('account.codes.kept')}
      </Button>
    </Stack>
  );
}
