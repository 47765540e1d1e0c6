import { trainingRequest } from '@visavis/protocol';
import { Banner, Button, Dialog, KeyValueList, Stack, Text, TextField } from '@visavis/ui';
import { useState } from 'react';
import { callApi } from '../../api/client.ts';
import { useT } from '../../language/index.ts';
import type { TrainingRow } from './data.ts';

type Props = { row: TrainingRow; onClose: () => void; onDone: () => void };

export function EnterDialog({ row: { person, ruleset, training }, onClose, onDone }: Props) {
  const t = useT();
  const [validUntil, setValidUntil] = useState(training?.validUntil ?? '');
  const [hasFailed, setFailed] = useState(false);
  const request = trainingRequest.safeParse({ ruleset, validUntil });
  const isOver = request.success && request.data.validUntil < new Date().toISOString().slice(0, 10);
  const enter = () => {
    if (!request.success) return;
    callApi('recordTraining', { id: person.id, body: request.data }).then(onDone, () => setFailed(true));
  };
  return (
    <Dialog
      title={t('training.enter.title', { name: person.name })}
      isOpen
      onClose={onClose}
      actions={
        <Button variant="primary" isDisabled={!request.success} onPress={enter}>
          {t('training.save')}
        </Button>
      }
    >
      <Stack gap="m">
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
        {hasFailed ? <Banner tone="danger">{t('error.generic')}</Banner> : null}
      </Stack>
    </Dialog>
  );
}
