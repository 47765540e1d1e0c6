import fc from 'fast-check';
import { expect, test } from 'vitest';
import { isFavourable, nextState, outcomes, tooSoonSeconds, type Outcome } from './life.ts';
import { rulesets } from './rulesets.ts';

const ofRuleset = fc.constantFrom(...rulesets);
const ofOutcome = fc.constantFrom(...outcomes);
const ofState = fc.constantFrom('in_call' as const, 'in_review' as const);

/** A decision with every step done, in a conversation of this age. */
const decide = (
  state: 'in_call' | 'in_review',
  ruleset: (typeof rulesets)[number],
  outcome: Outcome,
  age: number,
) =>
  nextState(state, {
    type: 'decide',
    outcome,
    ruleset,
    steps: ruleset.steps.map(({ step }) => ({ step, status: 'done', transcript: 'one', stills: 1 })),
    transcript: 'one',
    ageSeconds: age,
  });

test('nothing favourable stands before the least duration, everything from then on', () => {
  fc.assert(
    fc.property(
      ofState,
      ofRuleset,
      ofOutcome,
      fc.double({ min: 0, max: 1, noNaN: true }),
      (state, ruleset, outcome, share) => {
        const before = ruleset.leastSeconds * share;
        const isEarly = before < ruleset.leastSeconds;
        const refused = { ok: false, refusal: { code: 'too_soon' } };
        const stands = { ok: true, value: outcome };
        expect(decide(state, ruleset, outcome, before)).toEqual(
          isEarly && isFavourable(outcome) ? refused : stands,
        );
        expect(decide(state, ruleset, outcome, ruleset.leastSeconds + before)).toEqual(stands);
      },
    ),
  );
});

test('what is left until then goes down to nothing with the age, and not below', () => {
  fc.assert(
    fc.property(ofRuleset, fc.nat(), (ruleset, age) => {
      expect(tooSoonSeconds(ruleset, 0)).toBe(ruleset.leastSeconds);
      expect(tooSoonSeconds(ruleset, age)).toBe(age < ruleset.leastSeconds ? ruleset.leastSeconds - age : 0);
    }),
  );
});

test('a step that is open is named first, whatever the age', () => {
  for (const ruleset of rulesets) {
    const refused = nextState('in_call', {
      type: 'decide',
      outcome: 'verified',
      ruleset,
      steps: [],
      transcript: 'one',
      ageSeconds: 0,
    });
    expect(refused).toEqual({ ok: false, refusal: { code: 'steps_open', field: ruleset.steps[0]?.step } });
  }
});
