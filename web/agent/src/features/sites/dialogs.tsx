import { attestations, type Attestation, type SiteRequest, type SiteView } from '@visavis/protocol';
import { Banner, CheckboxGroup, Text, TextField } from '@visavis/ui';
import { useState } from 'react';
import { useT } from '../../language/index.ts';
import { ActDialog, ConfirmDialog, type Acting } from '../../shell/act-dialog.tsx';
import { readRanges } from './data.ts';

type SiteProps = Acting & {
  /** Undefined: a new one. */
  site?: SiteView;
  /** From the first one on nobody works elsewhere. */
  isFirst: boolean;
  /** Where this page is seen from. */
  address: string;
  onSave: (site: SiteRequest) => void;
};

export function SiteDialog({ site, isFirst, address, onSave, ...acting }: SiteProps) {
  const t = useT();
  const [name, setName] = useState(site?.name ?? '');
  const [text, setText] = useState(site?.ranges.join('\n') ?? '');
  const [rooms, setRooms] = useState<Attestation[]>(site?.attestations ?? []);
  const { ranges, wrong } = readRanges(text);
  return (
    <ActDialog
      {...acting}
      title={site ? t('sites.change.title', { name: site.name }) : t('sites.new')}
      act={t('sites.save')}
      isReady={name.trim() !== '' && ranges.length > 0 && wrong.length === 0 && rooms.length > 0}
      onAct={() => onSave({ name, ranges, attestations: rooms })}
      said={{ conflict: t('sites.name.taken') }}
    >
      {isFirst ? <Banner tone="warning">{t('sites.first')}</Banner> : null}
      <TextField
        label={t('sites.name')}
        description={t('sites.name.hint')}
        maxLength={80}
        value={name}
        onChange={setName}
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
      <CheckboxGroup
        label={t('sites.rooms')}
        options={attestations.map(value => ({ value, label: t(`sites.room.${value}`) }))}
        value={rooms}
        onChange={setRooms}
      />
    </ActDialog>
  );
}

type RemoveProps = Acting & { site: SiteView; isLast: boolean; onRemove: () => void };

export function RemoveDialog({ site, isLast, onRemove, ...acting }: RemoveProps) {
  const t = useT();
  return (
    <ConfirmDialog
      {...acting}
      title={t('sites.remove.title', { name: site.name })}
      act={t('sites.remove')}
      onAct={onRemove}
    >
      <Text>{t(isLast ? 'sites.remove.last' : 'sites.remove.lead')}</Text>
    </ConfirmDialog>
  );
}
