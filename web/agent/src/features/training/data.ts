import { rulesetIds, trainingWarningDays, type RulesetId, type TrainedPerson } from '@visavis/protocol';
import { callApi } from '../../api/client.ts';

export const listTrainings = async (): Promise<TrainedPerson[]> => (await callApi('listTrainings', {})).items;

export type TrainingState = 'valid' | 'soon' | 'over' | 'missing';

/** A person's training for one ruleset, also where there is none. */
export type TrainingRow = {
  person: { id: string; name: string };
  ruleset: RulesetId;
  training: TrainedPerson['trainings'][number] | null;
};

export const rowsOf = (people: readonly TrainedPerson[]): TrainingRow[] =>
  people.flatMap(({ id, name, trainings }) =>
    rulesetIds.map(ruleset => ({
      person: { id, name },
      ruleset,
      training: trainings.find((training: { ruleset: string }) => training.ruleset === ruleset) ?? null,
    })),
  );

const day = 86_400_000;

/** A training is valid to the end of its last day, in UTC, and said to end from 30 days before. */
export function stateOf({ training }: Pick<TrainingRow, 'training'>, now: number): TrainingState {
  if (!training) return 'missing';
  const daysLeft = (Date.parse(training.validUntil) - Math.floor(now / day) * day) / day;
  if (daysLeft < 0) return 'over';
  return daysLeft < trainingWarningDays ? 'soon' : 'valid';
}
