/** The checks an agent leads through. Pinned to an identification when it is ordered. */
export const steps = [
  'consent_spoken',
  'security_code',
  'document_front',
  'document_back',
  'face',
  'data_match',
] as const;
export type Step = (typeof steps)[number];

/**
 * mandatory: no *verified* while the step is not done.
 * still: the step is done only with at least one sealed still of it.
 * bound: the step holds only for the key agreement it was confirmed in.
 */
export type StepRule = { step: Step; mandatory: boolean; still: boolean; bound: boolean };

export type Ruleset = {
  id: RulesetId;
  version: number;
  interruptionSeconds: number;
  /** How long a conversation takes at the very least: no *verified* before, counted from the agent's accept. */
  leastSeconds: number;
  steps: readonly StepRule[];
};

export const rulesetIds = ['basic'] as const;
export type RulesetId = (typeof rulesetIds)[number];

const rule = (step: Step, options: Partial<Omit<StepRule, 'step'>> = {}): StepRule => ({
  step,
  mandatory: true,
  still: false,
  bound: false,
  ...options,
});

/** Every version ever published stays here: old identifications are pinned to theirs. */
export const rulesets: readonly Ruleset[] = [
  {
    id: 'basic',
    version: 1,
    interruptionSeconds: 30,
    // to say, hold up and look at, whoever hurries: consent asked and given 3 s, six digits read aloud 3 s, two sides of a
    // document 2 s each, a face beside its picture 2 s, the data against the document 3 s
    leastSeconds: 15,
    steps: [
      rule('consent_spoken'),
      rule('security_code', { bound: true }),
      rule('document_front', { still: true }),
      rule('document_back', { still: true }),
      rule('face', { still: true }),
      rule('data_match'),
    ],
  },
];

/** @throws when the pair was never published: stored identifications name published pairs only. */
export function findRuleset(rulesetId: string, version: number): Ruleset {
  const found = rulesets.find(ruleset => ruleset.id === rulesetId && ruleset.version === version);
  if (!found) throw new Error(`unknown ruleset ${rulesetId} version ${version}`);
  return found;
}

export function latestRuleset(rulesetId: RulesetId): Ruleset {
  const versions = rulesets.filter(({ id }: { id: string }) => id === rulesetId);
  return versions.reduce((latest, ruleset) => (ruleset.version > latest.version ? ruleset : latest));
}
