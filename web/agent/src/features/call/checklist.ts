import {
  openSteps,
  type Outcome,
  type Person,
  type Ruleset,
  type Step,
  type StepRecord,
  type StepStatus,
} from '@visavis/protocol';

/** Where each check of the ruleset stands in this attempt. */
export type Checklist = readonly StepRecord[];

/** @param recorded what the server has of this attempt: after a reload the checks go on from there */
export const startChecklist = (ruleset: Ruleset, recorded: Checklist = []): Checklist =>
  ruleset.steps.map(
    ({ step }) => recorded.find(record => record.step === step) ?? { step, status: 'open', stills: 0 },
  );

const change = (checklist: Checklist, step: Step, edit: (record: StepRecord) => StepRecord): Checklist =>
  checklist.map(record => (record.step === step ? edit(record) : record));

/** A check was made, or taken back, within the agreement `transcript`. */
export const recordStep = (
  checklist: Checklist,
  step: Step,
  status: StepStatus,
  transcript: string,
): Checklist => change(checklist, step, record => ({ ...record, status, transcript }));

export const addStill = (checklist: Checklist, step: Step): Checklist =>
  change(checklist, step, record => ({ ...record, stills: record.stills + 1 }));

/** New keys: what was bound to the agreement before is open again. */
export function applyAgreement(checklist: Checklist, ruleset: Ruleset, transcript: string): Checklist {
  const bound = new Set(ruleset.steps.filter(rule => rule.bound).map(rule => rule.step));
  return checklist.map(record =>
    bound.has(record.step) && record.transcript !== transcript
      ? { step: record.step, status: 'open', stills: record.stills }
      : record,
  );
}

/** What to do next: the first check that is open, or none. */
export const nextStep = (checklist: Checklist): Step | null =>
  checklist.find(({ status }) => status === 'open')?.step ?? null;

/** Whether the check can be called done: some need a still first. */
export function canBeDone(checklist: Checklist, ruleset: Ruleset, step: Step): boolean {
  const rule = ruleset.steps.find(candidate => candidate.step === step);
  const stills = checklist.find(record => record.step === step)?.stills ?? 0;
  return rule !== undefined && (!rule.still || stills > 0);
}

/** One item of the order, to be compared with the document. */
export type OrderedItem = { field: string; value: string };
/** How an item compares: the same, or what the document says instead. */
export type Comparison = { same: true } | { same: false; value: string };
export type Comparisons = Readonly<Record<string, Comparison>>;

/** The order's data as a flat list, in the order of reading; fields of the address as `address.city`. */
export function orderedItems(person: Person): OrderedItem[] {
  const { address, document, ...plain } = person;
  const items: [string, string | undefined][] = [
    ['givenNames', plain.givenNames],
    ['familyName', plain.familyName],
    ['birthDate', plain.birthDate],
    ['birthPlace', plain.birthPlace],
    ['nationality', plain.nationality],
    ['document.type', document?.type],
    ['document.number', document?.number],
    ['address.street', address?.street],
    ['address.postalCode', address?.postalCode],
    ['address.city', address?.city],
    ['address.country', address?.country],
  ];
  return items.flatMap(([field, value]) => (value === undefined ? [] : [{ field, value }]));
}

export const isCompared = (items: readonly OrderedItem[], comparisons: Comparisons): boolean =>
  items.every(({ field }) => comparisons[field] !== undefined);

export const changesOf = (
  items: readonly OrderedItem[],
  comparisons: Comparisons,
): { field: string; value: string }[] =>
  items.flatMap(({ field }) => {
    const comparison = comparisons[field];
    return comparison?.same === false ? [{ field, value: comparison.value }] : [];
  });

export type Possibility =
  { isPossible: true } | { isPossible: false; why: 'steps' | 'changes' | 'no_changes' | 'too_soon' };

/** Which outcomes can be decided now, and what stands against the others. */
export function possibleOutcomes(
  ruleset: Ruleset,
  checklist: Checklist,
  transcript: string | null,
  changes: number,
  isTooSoon: boolean,
): Record<Outcome, Possibility> & { missing: Step[] } {
  const missing = openSteps(ruleset, checklist, transcript);
  const favourable = (why: 'changes' | 'no_changes', fits: boolean): Possibility => {
    if (missing.length > 0) return { isPossible: false, why: 'steps' };
    if (!fits) return { isPossible: false, why };
    return isTooSoon ? { isPossible: false, why: 'too_soon' } : { isPossible: true };
  };
  return {
    missing,
    verified: favourable('changes', changes === 0),
    verified_with_changes: favourable('no_changes', changes > 0),
    rejected: { isPossible: true },
    fraud_suspected: { isPossible: true },
  };
}
