import { latestRuleset, type Person } from '@visavis/protocol';
import { describe, expect, test } from 'vitest';
import {
  addStill,
  applyAgreement,
  canBeDone,
  changesOf,
  isCompared,
  nextStep,
  orderedItems,
  possibleOutcomes,
  recordStep,
  startChecklist,
  type Checklist,
} from './checklist.ts';

const ruleset = latestRuleset('basic');
const person: Person = {
  givenNames: 'Erika',
  familyName: 'Mustermann',
  birthDate: '1983-08-12',
  nationality: 'DEU',
  document: { type: 'identity_card', number: 'L01X00T47' },
};

const complete = (transcript: string): Checklist =>
  ruleset.steps.reduce(
    (checklist, { step, still }) =>
      recordStep(still ? addStill(checklist, step) : checklist, step, 'done', transcript),
    startChecklist(ruleset),
  );

describe('the checklist', () => {
  test('leads from one open check to the next, past those that failed', () => {
    const start = startChecklist(ruleset);
    expect(nextStep(start)).toBe('consent_spoken');
    const second = recordStep(start, 'consent_spoken', 'failed', 'one');
    expect(nextStep(second)).toBe('security_code');
    expect(nextStep(complete('one'))).toBeNull();
  });

  test('asks for a still where the ruleset does', () => {
    const start = startChecklist(ruleset);
    expect(canBeDone(start, ruleset, 'consent_spoken')).toBe(true);
    expect(canBeDone(start, ruleset, 'face')).toBe(false);
    expect(canBeDone(addStill(start, 'face'), ruleset, 'face')).toBe(true);
    expect(canBeDone(addStill(start, 'document_front'), ruleset, 'face')).toBe(false);
  });

  test('goes on from what was recorded, after a reload', () => {
    const recorded: Checklist = [{ step: 'face', status: 'done', transcript: 'one', stills: 1 }];
    const checklist = startChecklist(ruleset, recorded);
    expect(checklist.map(({ step }) => step)).toEqual(ruleset.steps.map(({ step }) => step));
    expect(checklist.find(({ step }) => step === 'face')).toEqual(recorded[0]);
    expect(checklist.filter(({ status }) => status !== 'open')).toEqual(recorded);
  });

  test('reopens the security code, and only that, when keys are agreed anew', () => {
    const after = applyAgreement(complete('one'), ruleset, 'two');
    expect(after.filter(({ status }) => status === 'open').map(({ step }) => step)).toEqual([
      'security_code',
    ]);
    expect(applyAgreement(complete('one'), ruleset, 'one')).toEqual(complete('one'));
  });
});

describe('the ordered data', () => {
  const items = orderedItems(person);

  test('are one flat list without what was not ordered', () => {
    expect(items.map(({ field }) => field)).toEqual([
      'givenNames',
      'familyName',
      'birthDate',
      'nationality',
      'document.type',
      'document.number',
    ]);
  });

  test('are compared when each item is, whatever the result', () => {
    const all = Object.fromEntries(items.map(({ field }) => [field, { same: true as const }]));
    expect(isCompared(items, all)).toBe(true);
    expect(isCompared(items, { ...all, familyName: { same: false, value: 'Gabler' } })).toBe(true);
    expect(isCompared(items, { givenNames: { same: true } })).toBe(false);
  });

  test('give the changes that the document says', () => {
    expect(
      changesOf(items, { givenNames: { same: true }, familyName: { same: false, value: 'Gabler' } }),
    ).toEqual([{ field: 'familyName', value: 'Gabler' }]);
  });
});

describe('the outcomes', () => {
  test('against the customer are always possible', () => {
    const { rejected, fraud_suspected } = possibleOutcomes(ruleset, startChecklist(ruleset), null, 0, false);
    expect([rejected.isPossible, fraud_suspected.isPossible]).toEqual([true, true]);
  });

  test('in favour wait for every check, and say which are missing', () => {
    const almost = recordStep(complete('one'), 'face', 'open', 'one');
    expect(possibleOutcomes(ruleset, almost, 'one', 0, false)).toMatchObject({
      verified: { isPossible: false, why: 'steps' },
      missing: ['face'],
    });
    expect(possibleOutcomes(ruleset, complete('one'), 'two', 0, false).missing).toEqual(['security_code']);
  });

  test('in favour wait until it is not too soon, the others never', () => {
    expect(possibleOutcomes(ruleset, complete('one'), 'one', 0, true)).toMatchObject({
      verified: { isPossible: false, why: 'too_soon' },
      verified_with_changes: { isPossible: false, why: 'no_changes' },
      rejected: { isPossible: true },
      fraud_suspected: { isPossible: true },
    });
    expect(possibleOutcomes(ruleset, complete('one'), 'one', 1, true)).toMatchObject({
      verified: { isPossible: false, why: 'changes' },
      verified_with_changes: { isPossible: false, why: 'too_soon' },
    });
  });

  test('in favour go with changes or without, never both', () => {
    expect(possibleOutcomes(ruleset, complete('one'), 'one', 0, false)).toMatchObject({
      verified: { isPossible: true },
      verified_with_changes: { isPossible: false, why: 'no_changes' },
    });
    expect(possibleOutcomes(ruleset, complete('one'), 'one', 1, false)).toMatchObject({
      verified: { isPossible: false, why: 'changes' },
      verified_with_changes: { isPossible: true },
    });
  });
});
