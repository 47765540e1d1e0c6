import { abortReasonCodes, decisionReasonCodes, identificationStates } from '@visavis/protocol';
import { locales } from '@visavis/ui';
import { describe, expect, test } from 'vitest';
import { de } from '../../language/de.ts';
import { en } from '../../language/en.ts';
import { breakText } from '../interrupted/data.ts';
import { isEnd, outcomeTexts } from './data.ts';

const tenant = 'Musterbank';

/** Rendered words, without anything left to fill in. */
const isWords = (text: string) => text.length > 10 && !/[{}]/.test(text) && !/^[a-z_.]+$/.test(text);

describe.each(locales)('in %s', locale => {
  test.each(decisionReasonCodes)('rejected by %s has a reason and a next step', reason => {
    const { lead, next } = outcomeTexts('rejected', reason, locale, tenant);
    expect(isWords(lead)).toBe(true);
    expect(isWords(next?.text ?? '')).toBe(true);
    expect(next?.text).toContain(tenant);
  });

  test.each([...abortReasonCodes, ...decisionReasonCodes, 'agent_not_proven'] as const)(
    'a call broken off by %s is explained',
    reason => {
      const { what, next } = breakText(reason, locale, tenant);
      expect(isWords(what)).toBe(true);
      expect(isWords(next)).toBe(true);
    },
  );

  test.each(identificationStates.filter(isEnd))('%s is explained', state => {
    const { title, lead } = outcomeTexts(state, null, locale, tenant);
    expect(isWords(title) && isWords(lead)).toBe(true);
  });

  test('a suspicion looks like any refusal', () => {
    const suspected = outcomeTexts('fraud_suspected', 'document_forged', locale, tenant);
    expect(suspected).toEqual(outcomeTexts('rejected', null, locale, tenant));
  });
});

test('both languages fill in the same values', () => {
  // words of a plural's branches stand in braces too
  const namesIn = (text: string) =>
    [...text.matchAll(/\{(\w+)(?:\}|, plural,)/g)].map(([, name]) => name).filter(Boolean);
  for (const key of Object.keys(en) as (keyof typeof en)[]) {
    expect([key, ...new Set(namesIn(de[key]))].sort()).toEqual([key, ...new Set(namesIn(en[key]))].sort());
  }
});
