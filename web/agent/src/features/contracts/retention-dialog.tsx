import { retentionDays, type ContractView } from '@visavis/protocol';
import { Banner, Form, Row, Text, TextField } from '@visavis/ui';
import { useState } from 'react';
import { callApi } from '../../api/client.ts';
import { useT } from '../../language/index.ts';
import { ActDialog } from '../../shell/act-dialog.tsx';
import { useAct } from '../../shell/use-act.ts';

type Preview = { days: number; moved: number; dueAtOnce: number };
type Props = { contract: ContractView; onChanged: (contract: ContractView) => void; onClose: () => void };

/** No change without its preview: another number needs another look. */
export function RetentionDialog({ contract, onChanged, onClose }: Props) {
  const t = useT();
  const [text, setText] = useState(String(contract.retentionDays));
  const [preview, setPreview] = useState<Preview | null>(null);
  const { isPending, failure, run } = useAct();
  const days = retentionDays.safeParse(/^\d+$/.test(text.trim()) ? Number(text) : undefined).data;
  const isOther = days !== undefined && days !== contract.retentionDays;
  const shown = preview !== null && preview.days === days ? preview : null;

  const look = () => {
    if (!isOther) return;
    run(async () => setPreview(await callApi('previewRetention', { id: contract.id, query: { days } })));
  };
  const change = ({ days: seen }: Preview) =>
    run(async () => {
      onChanged(await callApi('changeRetention', { id: contract.id, body: { days: seen } }));
      onClose();
    });
  return (
    <ActDialog
      isPending={isPending}
      failure={failure}
      onClose={onClose}
      title={t('contracts.retention.title', { name: contract.name })}
      {...(shown
        ? {
            act: t('contracts.retention.confirm', { days: shown.days }),
            onAct: () => change(shown),
            variant: shown.dueAtOnce > 0 ? 'danger' : 'primary',
          }
        : { act: t('contracts.retention.preview'), onAct: look, isReady: isOther })}
    >
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
      <Text size="s" tone="muted">
        {t('contracts.retention.rule')}
      </Text>
    </ActDialog>
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
