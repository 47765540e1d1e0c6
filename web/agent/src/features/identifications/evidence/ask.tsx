import { Badge, Banner, Button, Card, Form, Spinner, Stack, Text, TextField, UnlockIcon } from '@visavis/ui';
import { useState } from 'react';
import { useT } from '../../../language/index.ts';
import { readKeyFile } from '../../keys/key-file.ts';
import { KeyFiles } from '../../keys/key-files.tsx';
import { isFingerprint, type EvidenceRefusal } from './data.ts';

type Props = {
  refusal: EvidenceRefusal | null;
  /** How many more key files it takes, where there were too few. */
  missing: number;
  /** What this browser knows already. */
  pinned: string | null;
  busy: 'fetching' | 'verifying' | null;
  onOpen: (keyFiles: unknown[], fingerprint: string) => void;
};

/** Key files and fingerprint; all stay in this page. */
export function AskForKey({ refusal, missing, pinned, busy, onOpen }: Props) {
  const t = useT();
  const [files, setFiles] = useState<readonly File[]>([]);
  const [typed, setTyped] = useState('');
  const [isTried, setTried] = useState(false);
  const fingerprint = pinned ?? typed;
  const submit = async () => {
    setTried(true);
    if (files.length === 0 || !isFingerprint(fingerprint)) return;
    onOpen(await Promise.all(files.map(readKeyFile)), fingerprint);
  };
  return (
    <Form
      validationBehavior="aria"
      onSubmit={event => {
        event.preventDefault();
        void submit();
      }}
    >
      <Card
        actions={
          <Button type="submit" variant="primary" icon={<UnlockIcon />} isPending={busy !== null}>
            {t('identifications.evidence.start')}
          </Button>
        }
      >
        <Stack gap="m">
          {refusal ? (
            <Banner tone="danger" title={t('identifications.refused')}>
              {refusal === 'too_few_keys'
                ? t('identifications.refused.too_few_keys', { missing })
                : t(`identifications.refused.${refusal}`)}
            </Banner>
          ) : null}
          <Text tone="muted">{t('identifications.evidence.lead')}</Text>
          <KeyFiles
            label={t('identifications.evidence.key')}
            hint={t('identifications.evidence.key.hint')}
            files={files}
            onChange={setFiles}
          />
          {isTried && files.length === 0 ? (
            <Text tone="danger">{t('identifications.evidence.key.missing')}</Text>
          ) : null}
          {pinned === null ? (
            <TextField
              label={t('identifications.evidence.root')}
              description={t('identifications.evidence.root.hint')}
              isCode
              autoComplete="off"
              spellCheck="false"
              value={typed}
              onChange={setTyped}
              {...(isTried && !isFingerprint(typed)
                ? { errorMessage: t('identifications.evidence.root.wrong') }
                : {})}
            />
          ) : (
            <Stack gap="xs">
              <Text size="s" weight="medium">
                {t('identifications.evidence.root')}
              </Text>
              <Text isTabular>{pinned}</Text>
              <div>
                <Badge tone="success">{t('identifications.evidence.root.pinned')}</Badge>
              </div>
            </Stack>
          )}
          {busy ? <Spinner label={t(`identifications.evidence.${busy}`)} /> : null}
        </Stack>
      </Card>
    </Form>
  );
}
