import { abortReasons, decisionReasons, type AbortReason, type Next } from '@visavis/protocol';
import type { Locale } from '@visavis/ui';
import { translateIn } from '../../language/index.ts';
import { isDecisionReason, type BreakReason } from '../journey/state.ts';

const isAbortReason = (reason: BreakReason): reason is AbortReason => reason in abortReasons;

/** Pure: what happened and how to go on after a call that broke off, in words. */
export function breakText(
  reason: BreakReason,
  locale: Locale,
  tenant: string,
): { what: string; next: string } {
  const say = (next: Next) => translateIn(locale, `again.${next}`, { tenant });
  if (isAbortReason(reason))
    return { what: translateIn(locale, `break.${reason}`, { tenant }), next: say(abortReasons[reason].next) };
  if (isDecisionReason(reason))
    return {
      what: translateIn(locale, `decision.${reason}`, { tenant }),
      next: say(decisionReasons[reason].next),
    };
  return { what: translateIn(locale, `break.${reason}`, { tenant }), next: say('contact_tenant') };
}
