import { done, refuse, type Result } from './result.ts';
import type { Ruleset, Step } from './rulesets.ts';

/** The life of an identification as one table; the database holds the same pairs as a constraint. */
export const identificationStates = [
  'created',
  'waiting',
  'in_call',
  'in_review',
  'verified',
  'verified_with_changes',
  'rejected',
  'fraud_suspected',
  'expired',
  'cancelled',
  'purged',
] as const;
export type IdentificationState = (typeof identificationStates)[number];

export const outcomes = ['verified', 'verified_with_changes', 'rejected', 'fraud_suspected'] as const;
export type Outcome = (typeof outcomes)[number];

/** For the customer: it needs every check, and the time they take. */
export const isFavourable = (outcome: Outcome): boolean =>
  outcome === 'verified' || outcome === 'verified_with_changes';

export const attemptStates = ['offered', 'active', 'ended', 'declined', 'aborted'] as const;
export type AttemptState = (typeof attemptStates)[number];

type Move = 'enter_queue' | 'leave_queue' | 'match' | 'decline' | 'abort' | 'cancel' | 'expire' | 'purge';

const moves: Record<IdentificationState, Partial<Record<Move, IdentificationState>>> = {
  created: { enter_queue: 'waiting', cancel: 'cancelled', expire: 'expired' },
  waiting: {
    enter_queue: 'waiting',
    leave_queue: 'created',
    match: 'in_call',
    cancel: 'cancelled',
    expire: 'expired',
  },
  in_call: { decline: 'waiting', abort: 'created' },
  in_review: {},
  verified: { purge: 'purged' },
  verified_with_changes: { purge: 'purged' },
  rejected: { purge: 'purged' },
  fraud_suspected: { purge: 'purged' },
  expired: { purge: 'purged' },
  cancelled: { purge: 'purged' },
  purged: {},
};

export type StepStatus = 'open' | 'done' | 'failed';

/** What an attempt has shown so far. `transcript` is the key agreement a step was confirmed in. */
export type StepRecord = { step: Step; status: StepStatus; transcript?: string; stills: number };

export type Command =
  | { type: Move }
  | {
      type: 'decide';
      outcome: Outcome;
      ruleset: Ruleset;
      steps: readonly StepRecord[];
      transcript: string | null;
      /** Since the agent took the call, by the database's clock. */
      ageSeconds: number;
    };

/** The steps that keep `outcome` from being *verified*; empty when nothing is missing. */
export function openSteps(
  ruleset: Ruleset,
  records: readonly StepRecord[],
  transcript: string | null,
): Step[] {
  return ruleset.steps
    .filter(rule => rule.mandatory)
    .filter(rule => {
      const record = records.find(candidate => candidate.step === rule.step);
      if (record?.status !== 'done') return true;
      if (rule.still && record.stills === 0) return true;
      return rule.bound && (transcript === null || record.transcript !== transcript);
    })
    .map(rule => rule.step);
}

/** For how long a favourable outcome is still `too_soon`; 0 from the ruleset's least duration on. */
export const tooSoonSeconds = (ruleset: Ruleset, ageSeconds: number): number =>
  Math.max(0, ruleset.leastSeconds - ageSeconds);

/** Pure: state and command in, new state or refusal out. */
export function nextState(state: IdentificationState, command: Command): Result<IdentificationState> {
  if (command.type !== 'decide') {
    const next = moves[state][command.type];
    return next ? done(next) : refuse('wrong_state');
  }
  if (state !== 'in_call' && state !== 'in_review') return refuse('wrong_state');
  const { outcome, ruleset, steps, transcript, ageSeconds } = command;
  if (!isFavourable(outcome)) return done(outcome);
  const open = openSteps(ruleset, steps, transcript);
  if (open.length > 0) return refuse('steps_open', open[0]);
  return tooSoonSeconds(ruleset, ageSeconds) > 0 ? refuse('too_soon') : done(outcome);
}

/** Every pair of states that a command can lead through, for the database's own check. */
export function allowedTransitions(): [IdentificationState, IdentificationState][] {
  const byMove = Object.entries(moves).flatMap(([from, targets]) =>
    Object.values(targets).map(to => [from, to] as [IdentificationState, IdentificationState]),
  );
  const byDecision = (['in_call', 'in_review'] as const).flatMap(from =>
    outcomes.map(to => [from, to] as [IdentificationState, IdentificationState]),
  );
  return [...byMove, ...byDecision, ['in_call', 'in_review']].filter(([from, to]) => from !== to) as [
    IdentificationState,
    IdentificationState,
  ][];
}

export const isFinal = (state: IdentificationState): boolean =>
  (outcomes as readonly string[]).includes(state) ||
  state === 'expired' ||
  state === 'cancelled' ||
  state === 'purged';
