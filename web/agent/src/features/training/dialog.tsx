import { trainingRequest, type TrainingRequest } from '@visavis/protocol';
import { Banner, KeyValueList, Text, TextField } from '@visavis/ui';
import { useState } from 'react';
import { useT } from '../../language/index.ts';
import { ActDialog, type Acting } from '../../shell/act-dialog.tsx';
import type { TrainingRow } from './data.ts';

type Props = Acting & { row: TrainingRow; onEnter: (training: TrainingRequest) => void };

export function EnterDialog({ row: { person, ruleset, training }, onEnter, ...acting }: Props) {
  const t = useT();
  const [validUntil, setValidUntil] = useState(training?.validUntil ?? '');
  const request = trainingRequest.safeParse({ ruleset, validUntil });
  const isOver = request.success && request.data.validUntil < new Date().toISOString().slice(0, 10);
  return (
    <ActDialog
      {...acting}
      title={t('training.enter.title', { name: person.name })}
      act={t('training.save')}
      isReady={request.success}
      onAct={() => (request.success ? onEnter(request.data) : undefined)}
    >
      <Text>{t('training.enter.lead')}</Text>
      <KeyValueList
        items={[{ key: 'ruleset', label: t('training.ruleset'), value: t(`training.ruleset.${ruleset}`) }]}
      />
      <TextField
        label={t('training.until')}
        description={t('training.until.hint')}
        type="date"
        value={validUntil}
        onChange={setValidUntil}
        {...(validUntil !== '' && !request.success ? { errorMessage: t('training.until.wrong') } : {})}
      />
      {isOver ? <Banner tone="warning">{t('training.enter.over')}</Banner> : null}
    </ActDialog>
  );
}
