import { attestations, type Attestation, type SiteRequest, type SiteView } from '@visavis/protocol';
import { Banner, Button, Checkbox, Dialog, Stack, Text, TextField } from '@visavis/ui';
import { useState } from 'react';
import { ApiError, callApi } from '../../api/client.ts';
import { useT } from '../../language/index.ts';
import { ConfirmDialog } from '../../shell/confirm-dialog.tsx';
import { readRanges } from './data.ts';

type SiteProps = {
  /** Undefined: a new one. */
  site?: SiteView;
  /** From the first one on nobody works elsewhere. */
  isFirst: boolean;
  /** Where this page is seen from. */
  address: string;
  onClose: () => void;
  onDone: () => void;
};

export function SiteDialog({ site, isFirst, address, onClose, onDone }: SiteProps) {
  const t = useT();
  const [name, setName] = useState(site?.name ?? '');
  const [text, setText] = useState(site?.ranges.join('\n') ?? '');
  const [rooms, setRooms] = useState<readonly Attestation[]>(site?.attestations ?? []);
  const [problem, setProblem] = useState<'conflict' | 'failed' | null>(null);
  const { ranges, wrong } = readRanges(text);
  const isReady = name.trim() !== '' && ranges.length > 0 && wrong.length === 0 && rooms.length > 0;
  const save = () => {
    const body: SiteRequest = { name, ranges, attestations: [...rooms] };
    const saved = site ? callApi('changeSite', { id: site.id, body }) : callApi('addSite', { body });
    saved.then(onDone, (error: unknown) =>
      setProblem(error instanceof ApiError && error.code === 'conflict' ? 'conflict' : 'failed'),
    );
  };
  return (
    <Dialog
      title={site ? t('sites.change.title', { name: site.name }) : t('sites.new')}
      isOpen
      onClose={onClose}
      actions={
        <Button variant="primary" isDisabled={!isReady} onPress={save}>
          {t('sites.save')}
        </Button>
      }
    >
      <Stack gap="m">
        {isFirst ? <Banner tone="warning">{t('sites.first')}</Banner> : null}
        <TextField
          label={t('sites.name')}
          description={t('sites.name.hint')}
          maxLength={80}
          value={name}
          onChange={setName}
          {...(problem === 'conflict' ? { errorMessage: t('sites.name.taken') } : {})}
        />
        <TextField
          label={t('sites.ranges')}
          description={t('sites.ranges.hint', { address })}
          isMultiline
          spellCheck="false"
          autoComplete="off"
          value={text}
          onChange={setText}
          {...(wrong.length > 0
            ? { errorMessage: t('sites.ranges.wrong', { ranges: wrong.slice(0, 3).join(', ') }) }
            : {})}
        />
        <Stack gap="xs">
          <Text>{t('sites.rooms')}</Text>
          {attestations.map(room => (
            <Checkbox
              key={room}
              isSelected={rooms.includes(room)}
              onChange={isOn =>
                setRooms(attestations.filter(each => (each === room ? isOn : rooms.includes(each))))
              }
            >
              {t(`sites.room.${room}`)}
            </Checkbox>
          ))}
        </Stack>
        {problem === 'failed' ? <Banner tone="danger">{t('error.generic')}</Banner> : null}
      </Stack>
    </Dialog>
  );
}

type RemoveProps = { site: SiteView; isLast: boolean; onClose: () => void; onDone: () => void };

export function RemoveDialog({ site, isLast, onClose, onDone }: RemoveProps) {
  const t = useT();
  const [hasFailed, setFailed] = useState(false);
  const remove = () =>
    void callApi('removeSite', { id: site.id }).then(onDone, () => {
      setFailed(true);
    });
  return (
    <ConfirmDialog
      title={t('sites.remove.title', { name: site.name })}
      confirm={t('sites.remove')}
      onConfirm={remove}
      onClose={onClose}
    >
      <Text>{t(isLast ? 'sites.remove.last' : 'sites.remove.lead')}</Text>
      {hasFailed ? <Banner tone="danger">{t('error.generic')}</Banner> : null}
    </ConfirmDialog>
  );
}
