import type { CallPhase } from '@visavis/call';
import {
  findRuleset,
  type AbortReason,
  type CallContext,
  type DecisionReason,
  type Person,
  type Ruleset,
  type Step,
} from '@visavis/protocol';
import type { Alarm } from './alarms.ts';
import {
  nextStep,
  orderedItems,
  startChecklist,
  type Checklist,
  type Comparisons,
  type OrderedItem,
} from './checklist.ts';
import type { RecordingState } from './recording.ts';
import type { Still } from './still.ts';
import { silent, type TalkShown } from './talk.ts';

/** Everything the screen shows of a call; plain data, replaced and never altered. */
export type CallShown = {
  attemptId: string;
  stage: 'preparing' | 'accepting' | 'running' | 'ended';
  /** Milliseconds since 1970. */
  since: number;
  phase: CallPhase;
  securityCode: string | null;
  /** Of the agreement that the server was told of: checks are recorded within it. */
  transcript: string | null;
  remote: MediaStream | null;
  /** Who watches the call, from a verified certificate. */
  supervisorName: string | null;
  seen: boolean;
  about: { context: CallContext; person: Person; ruleset: Ruleset; items: OrderedItem[] } | null;
  checklist: Checklist;
  /** Until when a favourable decision would be too soon, in milliseconds since 1970 by this browser's clock alone. */
  tooSoonUntil: number;
  /** The step that is open on the screen. */
  current: Step | null;
  comparisons: Comparisons;
  stills: readonly Still[];
  /** The still that the last photo became: shown large as it comes. */
  photo: string | null;
  talk: TalkShown;
  recording: RecordingState | 'none';
  alarm: Alarm | null;
  /** An action that failed just now, as the code of its refusal. */
  trouble: string | null;
  endedReason: AbortReason | DecisionReason | null;
};

export const startShown = (attemptId: string): CallShown => ({
  attemptId,
  stage: 'preparing',
  since: Date.now(),
  phase: 'preparing',
  securityCode: null,
  transcript: null,
  remote: null,
  supervisorName: null,
  seen: false,
  about: null,
  checklist: [],
  tooSoonUntil: 0,
  current: null,
  comparisons: {},
  stills: [],
  photo: null,
  talk: silent,
  recording: 'none',
  alarm: null,
  trouble: null,
  endedReason: null,
});

/** What accepting told: whom to verify and by which checks. */
export function begin(
  context: CallContext,
  person: Person,
  recorded: Checklist,
): Pick<CallShown, 'about' | 'checklist' | 'current'> {
  const ruleset = findRuleset(context.ruleset.id, context.ruleset.version);
  // the comparisons were on the screen only: after a reload the data is compared once more
  const kept = recorded.filter(({ step }) => step !== 'data_match');
  const checklist = startChecklist(ruleset, kept);
  return {
    about: { context, person, ruleset, items: orderedItems(person) },
    checklist,
    current: nextStep(checklist),
  };
}
