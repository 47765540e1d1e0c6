import { passwordRules } from '@visavis/password-policy';
import type { Judgement } from '@visavis/password-policy/judge';
import { useEffect, useState } from 'react';

/** Long enough that nobody is interrupted while typing. */
const pauseMs = 200;

/** The judge brings dictionaries of some megabytes: only who sets a password loads it. */
const loadJudge = () => import('@visavis/password-policy/judge');

/** What the judge says of the password once the person pauses; null until then, and where it could not be loaded. */
export function useJudgement(password: string, own: readonly string[]): Judgement | null {
  const [judged, setJudged] = useState<{ password: string; judgement: Judgement } | null>(null);
  const whose = own.join('\n');
  useEffect(() => {
    if (password === '') return;
    let isOver = false;
    const timer = setTimeout(() => {
      loadJudge().then(
        ({ judgePassword }) => {
          if (!isOver) setJudged({ password, judgement: judgePassword(password, whose.split('\n')) });
        },
        // the server judges all the same
        () => undefined,
      );
    }, pauseMs);
    return () => {
      isOver = true;
      clearTimeout(timer);
    };
  }, [password, whose]);
  return judged?.password === password ? judged.judgement : null;
}

/** As a person counts them. */
export const lengthOf = (password: string): number => Array.from(password.normalize('NFC')).length;

export const isLongEnough = (password: string): boolean => lengthOf(password) >= passwordRules.least;
