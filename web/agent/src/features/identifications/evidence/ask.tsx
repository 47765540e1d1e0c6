import {
  Badge,
  Banner,
  Button,
  Card,
  FileDrop,
  Form,
  Spinner,
  Stack,
  Text,
  TextField,
  UnlockIcon,
} from '@visavis/ui';
import { useState } from 'react';
import { useT } from '../../../language/index.ts';
import { readKeyFile } from '../../keys/key-file.ts';
import { isFingerprint, type EvidenceRefusal } from './data.ts';

type Props = {
  refusal: EvidenceRefusal | null;
  /** What this browser knows already. */
  pinned: string | null;
  busy: 'fetching' | 'verifying' | null;
  onOpen: (keyFile: unknown, fingerprint: string) => void;
};

/** Key file and fingerprint; both stay in this page. */
export function AskForKey({ refusal, pinned, busy, onOpen }: Props) {
  const t = useT();
  const [file, setFile] = useState<File | null>(null);
  const [typed, setTyped] = useState('');
  const [isTried, setTried] = useState(false);
  const fingerprint = pinned ?? typed;
  const submit = async () => {
    setTried(true);
    if (!file || !isFingerprint(fingerprint)) return;
    onOpen(await readKeyFile(file), fingerprint);
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
              {t(`identifications.refused.${refusal}`)}
            </Banner>
          ) : null}
          <Text tone="muted">{t('identifications.evidence.lead')}</Text>
          <FileDrop
            label={t('identifications.evidence.key')}
            hint={t('identifications.evidence.key.hint')}
            accept={['.json', 'application/json']}
            onFile={setFile}
            {...(file ? { fileName: file.name } : {})}
          />
          {isTried && !file ? <Text tone="danger">{t('identifications.evidence.key.missing')}</Text> : null}
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
