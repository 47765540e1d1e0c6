import { decisionReasons, type IdentificationState, type Next } from '@visavis/protocol';
import type { Locale } from '@visavis/ui';
import { translateIn } from '../../language/index.ts';
import { isDecisionReason, type BreakReason } from '../journey/state.ts';

/** What is shown at the end. */
export type OutcomeTexts = {
  tone: 'success' | 'warning' | 'info';
  title: string;
  lead: string;
  next: { title: string | null; text: string } | null;
};

export type EndState = Extract<
  IdentificationState,
  | 'verified'
  | 'verified_with_changes'
  | 'rejected'
  | 'fraud_suspected'
  | 'in_review'
  | 'cancelled'
  | 'expired'
  | 'purged'
>;

const ends: ReadonlySet<IdentificationState> = new Set<EndState>([
  'verified',
  'verified_with_changes',
  'rejected',
  'fraud_suspected',
  'in_review',
  'cancelled',
  'expired',
  'purged',
]);
export const isEnd = (state: IdentificationState): state is EndState => ends.has(state);

/** Pure: the words for how an identification ended. A suspicion is never said aloud: it looks like a refusal. */
export function outcomeTexts(
  state: EndState,
  reason: BreakReason | null,
  locale: Locale,
  tenant: string,
): OutcomeTexts {
  const say = (key: Parameters<typeof translateIn>[1]) => translateIn(locale, key, { tenant });
  switch (state) {
    case 'verified':
    case 'verified_with_changes':
      return {
        tone: 'success',
        title: say(`outcome.${state}.title`),
        lead: say(`outcome.${state}.lead`),
        next: { title: null, text: say(`outcome.${state}.next`) },
      };
    case 'rejected':
    case 'fraud_suspected': {
      const named = state === 'rejected' && reason !== null && isDecisionReason(reason) ? reason : null;
      const next: Next = named ? decisionReasons[named].next : 'contact_tenant';
      return {
        tone: 'warning',
        title: say('outcome.rejected.title'),
        lead: say(`decision.${named ?? 'unnamed'}`),
        next: { title: say('outcome.next'), text: say(`after.${next}`) },
      };
    }
    case 'in_review':
      return {
        tone: 'info',
        title: say('outcome.review.title'),
        lead: say('outcome.review.lead'),
        next: null,
      };
    case 'cancelled':
    case 'expired':
    case 'purged':
      return {
        tone: 'info',
        title: say(`outcome.${state}.title`),
        lead: say(`outcome.${state}.lead`),
        next: null,
      };
  }
}
