import type { TrainedPerson } from '@visavis/protocol';
import { Badge, Button, useFormat, useNow, type Tone } from '@visavis/ui';
import { useState } from 'react';
import { callApi } from '../../api/client.ts';
import { loadResource, type Resource } from '../../api/resource.ts';
import { useT } from '../../language/index.ts';
import { List, ListPage } from '../../shell/list-page.tsx';
import { useDialogs } from '../../shell/use-dialogs.ts';
import { Moment } from '../identifications/labels.tsx';
import { listTrainings, rowsOf, stateOf, type TrainingRow, type TrainingState } from './data.ts';
import { EnterDialog } from './dialog.tsx';

export function TrainingPage() {
  const [people] = useState(() => loadResource(listTrainings));
  return <TrainingView people={people} />;
}

export function TrainingView({ people }: { people: Resource<TrainedPerson[]> }) {
  const { shown, show, act, acting } = useDialogs<TrainingRow>(people);
  return (
    <>
      <ListPage id="training" resource={people}>
        {items => <Trainings rows={rowsOf(items)} onEnter={show} />}
      </ListPage>
      {shown ? (
        <EnterDialog
          {...acting}
          row={shown}
          onEnter={body => act(() => callApi('recordTraining', { id: shown.person.id, body }))}
        />
      ) : null}
    </>
  );
}

const tones: Record<TrainingState, Tone> = {
  valid: 'success',
  soon: 'warning',
  over: 'danger',
  missing: 'danger',
};

type Props = { rows: readonly TrainingRow[]; onEnter: (row: TrainingRow) => void };

function Trainings({ rows, onEnter }: Props) {
  const t = useT();
  const format = useFormat();
  const now = useNow();
  return (
    <List
      id="training"
      items={rows}
      rowId={({ person, ruleset }) => `${person.id} ${ruleset}`}
      columns={[
        { id: 'person', header: t('training.person'), cell: ({ person }) => person.name },
        {
          id: 'ruleset',
          header: t('training.ruleset'),
          cell: ({ ruleset }) => t(`training.ruleset.${ruleset}`),
        },
        {
          id: 'until',
          header: t('training.until'),
          cell: ({ training }) => <Moment>{training ? format.day(training.validUntil) : '–'}</Moment>,
        },
        {
          id: 'entered',
          header: t('training.entered'),
          cell: ({ training }) =>
            training
              ? t('training.entered.by', {
                  name: training.enteredBy ?? t('training.entered.nobody'),
                  date: format.date(training.enteredAt),
                })
              : '–',
        },
        {
          id: 'state',
          header: t('training.state'),
          cell: row => {
            const state = stateOf(row, now);
            return <Badge tone={tones[state]}>{t(`training.state.${state}`)}</Badge>;
          },
        },
      ]}
      acts={row => (
        <Button
          size="s"
          aria-label={t('training.enter.of', { name: row.person.name })}
          onPress={() => onEnter(row)}
        >
          {t(row.training ? 'training.renew' : 'training.enter')}
        </Button>
      )}
    />
  );
}
