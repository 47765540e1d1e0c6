import { retentionDays, type ContractView } from '@visavis/protocol';
import { Banner, Button, Dialog, Form, Row, Stack, Text, TextField } from '@visavis/ui';
import { useState } from 'react';
import { callApi } from '../../api/client.ts';
import { useT } from '../../language/index.ts';

type Preview = { days: number; moved: number; dueAtOnce: number };
type Props = { contract: ContractView; onChanged: (contract: ContractView) => void; onClose: () => void };

/** No change without its preview: another number needs another look. */
export function RetentionDialog({ contract, onChanged, onClose }: Props) {
  const t = useT();
  const [text, setText] = useState(String(contract.retentionDays));
  const [preview, setPreview] = useState<Preview | null>(null);
  const [busy, setBusy] = useState<'preview' | 'change' | null>(null);
  const [hasFailed, setFailed] = useState(false);
  const days = retentionDays.safeParse(/^\d+$/.test(text.trim()) ? Number(text) : undefined).data;
  const isSame = days === contract.retentionDays;
  const shown = preview !== null && preview.days === days ? preview : null;

  const run = (what: 'preview' | 'change', work: () => Promise<void>) => {
    setBusy(what);
    setFailed(false);
    void work()
      .catch(() => setFailed(true))
      .finally(() => setBusy(null));
  };
  const look = () => {
    if (days === undefined || isSame) return;
    run('preview', async () =>
      setPreview(await callApi('previewRetention', { id: contract.id, query: { days } })),
    );
  };
  const change = () => {
    if (shown === null) return;
    run('change', async () => {
      onChanged(await callApi('changeRetention', { id: contract.id, body: { days: shown.days } }));
      onClose();
    });
  };
  return (
    <Dialog
      title={t('contracts.retention.title', { name: contract.name })}
      isOpen
      onClose={onClose}
      actions={
        <>
          {shown ? (
            <Button
              variant={shown.dueAtOnce > 0 ? 'danger' : 'primary'}
              isPending={busy === 'change'}
              onPress={change}
            >
              {t('contracts.retention.confirm', { days: shown.days })}
            </Button>
          ) : (
            <Button
              variant="primary"
              isPending={busy === 'preview'}
              isDisabled={days === undefined || isSame}
              onPress={look}
            >
              {t('contracts.retention.preview')}
            </Button>
          )}
          <Button variant="quiet" onPress={onClose}>
            {t('action.cancel')}
          </Button>
        </>
      }
    >
      <Stack gap="m">
        <Form
          onSubmit={event => {
            event.preventDefault();
            look();
          }}
        >
          <Row align="end">
            <TextField
              label={t('contracts.retention.days')}
              description={t('contracts.retention.days.hint', { days: contract.retentionDays })}
              inputMode="numeric"
              maxLength={4}
              autoFocus
              value={text}
              onChange={setText}
              {...(days === undefined ? { errorMessage: t('contracts.retention.days.wrong') } : {})}
            />
          </Row>
        </Form>
        {shown ? <PreviewPart preview={shown} isLonger={shown.days > contract.retentionDays} /> : null}
        {hasFailed ? <Banner tone="danger">{t('error.generic')}</Banner> : null}
        <Text size="s" tone="muted">
          {t('contracts.retention.rule')}
        </Text>
      </Stack>
    </Dialog>
  );
}

function PreviewPart({ preview: { moved, dueAtOnce }, isLonger }: { preview: Preview; isLonger: boolean }) {
  const t = useT();
  if (dueAtOnce > 0)
    return (
      <Banner tone="danger" title={t('contracts.retention.at_once', { count: dueAtOnce })}>
        {t('contracts.retention.at_once.hint', { count: moved })}
      </Banner>
    );
  if (moved > 0)
    return (
      <Banner tone="warning" title={t('contracts.retention.moved', { count: moved })}>
        {t('contracts.retention.moved.hint')}
      </Banner>
    );
  return (
    <Banner tone="info" title={t('contracts.retention.nothing')}>
      {isLonger ? t('contracts.retention.nothing.longer') : t('contracts.retention.nothing.shorter')}
    </Banner>
  );
}
