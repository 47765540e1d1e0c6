import { ZxcvbnFactory } from '@zxcvbn-ts/core';
import { adjacencyGraphs, dictionary as common } from '@zxcvbn-ts/language-common';
import { dictionary as german } from '@zxcvbn-ts/language-de';
import { dictionary as english } from '@zxcvbn-ts/language-en';
import { warnings, type Warning } from './advice.ts';
import { houseWords, passwordForm, passwordRules } from './rules.ts';

export type Fault = 'too_short' | 'too_long' | 'too_guessable';
export type Judgement = {
  /** 0 to 4. */
  score: number;
  /** Why it is refused, or null. */
  fault: Fault | null;
  warning: Warning | null;
};

/** More characters cost more than they tell: 40 random ones are far beyond the highest score. */
const judgedMost = 40;

const zxcvbn = new ZxcvbnFactory({
  dictionary: { ...common, ...english, ...german },
  graphs: adjacencyGraphs,
  maxLength: judgedMost,
});

/** The words of names, addresses and titles, alone and together, as a guesser would try them first. */
function wordsOf(own: readonly string[]): string[] {
  const all = own.flatMap(text => {
    const words = text
      .toLowerCase()
      .split(/[^\p{L}\p{N}]+/u)
      .filter(word => word.length > 2);
    return [...words, text.toLowerCase(), words.join(''), words.join(' '), words.toReversed().join('')];
  });
  return [...new Set([...all, ...houseWords])].filter(Boolean);
}

const isWarning = (value: unknown): value is Warning => (warnings as readonly unknown[]).includes(value);

/**
 * Judges a new password. Takes up to some tenths of a second of processor time.
 * @param own what belongs to the person: name, e-mail address, organisation
 */
export function judgePassword(password: string, own: readonly string[]): Judgement {
  const form = passwordForm(password);
  const length = Array.from(form).length;
  const { score, feedback } = zxcvbn.check(form, wordsOf(own));
  const warning = isWarning(feedback.warning) ? feedback.warning : null;
  const fault: Fault | null =
    length < passwordRules.least
      ? 'too_short'
      : form.length > passwordRules.most
        ? 'too_long'
        : score < passwordRules.score
          ? 'too_guessable'
          : null;
  return { score, fault, warning };
}
