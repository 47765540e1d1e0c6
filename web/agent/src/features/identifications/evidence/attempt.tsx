import { decisionReasonCodes, outcomes } from '@visavis/protocol';
import { Card, KeyValueList, Select, Stack, Text, useFormat, type KeyValue } from '@visavis/ui';
import { useState } from 'react';
import { LoadedPart } from '../../../api/loaded.tsx';
import { saveFile } from '../../../api/save-file.ts';
import { useT } from '../../../language/index.ts';
import { StateBadge } from '../labels.tsx';
import type { ShownAttempt, ShownRecording } from './data.ts';
import { Player } from './player.tsx';
import { Stills } from './stills.tsx';

/** One call: recording, decision and checks side by side, pictures below. */
export function AttemptView({ attempt }: { attempt: ShownAttempt }) {
  const t = useT();
  const { recordings } = attempt;
  const [chosen, setChosen] = useState('0');
  const hintOf = ({ complete, isBrokenOff }: ShownRecording['item']) => {
    if (!complete) return { hint: t('identifications.recording.cut') };
    return isBrokenOff ? { hint: t('identifications.recording.broken_off') } : {};
  };
  const recording = recordings[Number(chosen)];
  const decision = <DecisionCard attempt={attempt} />;
  return (
    <Stack gap="m">
      {recordings.length > 1 ? (
        <Select
          label={t('identifications.recording')}
          options={recordings.map(({ item }, index) => ({
            value: String(index),
            label: t('identifications.recording.number', { number: index + 1 }),
            ...hintOf(item),
          }))}
          value={chosen}
          onChange={setChosen}
        />
      ) : null}
      {recording ? (
        <>
          {recording.item.isBrokenOff ? (
            <Text tone="muted">{t('identifications.recording.broken_off.hint')}</Text>
          ) : null}
          <RecordingPart key={recording.item.id} recording={recording} aside={decision} />
        </>
      ) : (
        <>
          <Text tone="muted">{t('identifications.recording.none')}</Text>
          {decision}
        </>
      )}
      <Stills stills={attempt.stills} />
    </Stack>
  );
}

function RecordingPart({ recording, aside }: { recording: ShownRecording; aside: React.ReactNode }) {
  const t = useT();
  const { item, media } = recording;
  return (
    <LoadedPart resource={media} failed={t('identifications.recording.unplayable')}>
      {prepared => (
        <Player
          recording={prepared}
          aside={aside}
          onSave={() => saveFile(`recording-${item.id}.webm`, item.bytes, 'video/webm')}
        />
      )}
    </LoadedPart>
  );
}

function DecisionCard({ attempt: { decision } }: { attempt: ShownAttempt }) {
  const t = useT();
  const format = useFormat();
  if (!decision)
    return (
      <Card title={t('identifications.decision')}>
        <Text tone="muted">{t('identifications.decision.none')}</Text>
      </Card>
    );
  const { outcome, reason, at } = decision.decision;
  const state = outcomes.find(known => known === outcome);
  const code = decisionReasonCodes.find(known => known === reason);
  const items: KeyValue[] = [
    {
      key: 'outcome',
      label: t('identifications.decision.outcome'),
      value: state ? <StateBadge state={state} /> : outcome,
    },
    { key: 'by', label: t('identifications.decision.by'), value: decision.by.name },
    { key: 'at', label: t('identifications.decision.at'), value: format.dateTime(at * 1000) },
  ];
  if (reason !== null)
    items.splice(1, 0, {
      key: 'reason',
      label: t('identifications.decision.reason'),
      value: code ? t(`decision.reason.${code}`) : reason,
    });
  return (
    <Card title={t('identifications.decision')}>
      <KeyValueList items={items} />
    </Card>
  );
}
