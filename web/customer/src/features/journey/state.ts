import {
  decisionReasonCodes,
  isFinal,
  type AbortReason,
  type DecisionReason,
  type Language,
  type Notice,
  type Step,
  type customerNotices,
} from '@visavis/protocol';

type Notices = typeof customerNotices;
export type Identification = Notice<Notices, 'identification'>;
export type Place = Notice<Notices, 'queue'>;

/** Why this page cannot go on at all. */
export type Stop =
  | 'link_unknown'
  | 'link_expired'
  | 'link_spent'
  | 'replaced'
  | 'cannot_encrypt'
  | 'other_company'
  | 'outdated_page';

/**
 * Why a call broke off. Found by this page: `agent_not_proven`, the certificate of the other end did not hold;
 * `media_refused`, the server asked for more than plain VP8 and Opus; `unknown_participant`, somebody whom the agent
 * did not introduce sent something; `roster_not_proven`, what was said about who is in the call did not hold.
 */
export type FoundReason = 'agent_not_proven' | 'media_refused' | 'unknown_participant' | 'roster_not_proven';
export type BreakReason = AbortReason | DecisionReason | FoundReason;

export type Attempt = {
  id: string;
  accepted: boolean;
  step: Step | null;
  /** The agent has led through a step already. */
  stepSeen: boolean;
  /** The connection to the server broke meanwhile: whether the attempt still stands is not known. */
  unsure: boolean;
};

/** Where the customer stands: what the server said and what was done on this page. */
export type Journey = {
  online: boolean;
  stop: Stop | null;
  identification: Identification | null;
  place: Place | null;
  attempt: Attempt | null;
  /** A call broke off and the customer has not come back to the queue since. */
  interruption: BreakReason | null;
  /** Found out or wanted by this page, or told by the server: the attempt is over or about to be. */
  endedReason: BreakReason | null;
  /** Why the customer waits once more, after the page came back by itself. */
  back: BreakReason | null;
  /** How often the page has come back to the queue by itself. */
  returns: number;
  /** Language of the text that was agreed to. */
  consent: Language | null;
  /** Camera and microphone are open and the customer wants to be called. */
  ready: boolean;
  /** The customer left the queue for a while. */
  left: boolean;
};

export const start: Journey = {
  online: false,
  stop: null,
  identification: null,
  place: null,
  attempt: null,
  interruption: null,
  endedReason: null,
  back: null,
  returns: 0,
  consent: null,
  ready: false,
  left: false,
};

export type Tiding =
  | { type: 'online' }
  | { type: 'offline' }
  | { type: 'stop'; stop: Stop }
  | { type: 'identification'; notice: Identification }
  | { type: 'place'; notice: Place }
  | { type: 'offered'; attemptId: string }
  | { type: 'accepted'; attemptId: string }
  | { type: 'step'; attemptId: string; step: Step | null }
  | { type: 'ended'; attemptId: string; reason: BreakReason | null };

/** Pure: where the customer stands after a tiding from the server or of the connection. */
export function after(journey: Journey, tiding: Tiding): Journey {
  const { attempt } = journey;
  const mine = 'attemptId' in tiding && attempt?.id === tiding.attemptId ? attempt : null;
  switch (tiding.type) {
    case 'online':
      return { ...journey, online: true };
    case 'offline':
      return { ...journey, online: false, attempt: attempt && { ...attempt, unsure: true } };
    case 'stop':
      // a link is spent by its end: that is no news to whoever sees the end
      return isOver(journey) ? journey : { ...journey, stop: tiding.stop };
    case 'identification':
      return settle({ ...journey, identification: tiding.notice });
    case 'place':
      return { ...journey, place: tiding.notice };
    case 'offered':
      return {
        ...journey,
        interruption: null,
        // an attempt that this page has given up is not taken up again
        endedReason: mine ? journey.endedReason : null,
        back: null,
        left: false,
        attempt: mine
          ? { ...mine, unsure: false }
          : { id: tiding.attemptId, accepted: false, step: null, stepSeen: false, unsure: false },
      };
    case 'accepted':
      return mine ? { ...journey, attempt: { ...mine, accepted: true, unsure: false } } : journey;
    case 'step':
      return mine ? { ...journey, attempt: { ...mine, step: tiding.step, stepSeen: true } } : journey;
    case 'ended':
      return mine
        ? settle({
            ...journey,
            attempt: null,
            endedReason: journey.endedReason ?? tiding.reason ?? 'connection_lost',
          })
        : journey;
  }
}

const isOver = ({ identification }: Journey): boolean =>
  identification !== null && (isFinal(identification.state) || identification.state === 'in_review');

/**
 * State and end of an attempt are told in two notices, and after a lost connection only the state comes: an
 * interruption is one when both are known, or when the end cannot be told any more.
 */
function settle(journey: Journey): Journey {
  const { identification, attempt } = journey;
  if (!identification) return journey;
  if (isOver(journey)) return { ...journey, attempt: null, interruption: null, endedReason: null };
  if (identification.state === 'in_call' || (attempt && !attempt.unsure)) return journey;
  const ended = journey.endedReason ?? (attempt ? 'connection_lost' : null);
  return {
    ...journey,
    attempt: null,
    endedReason: null,
    interruption: identification.state === 'created' ? (ended ?? journey.interruption) : null,
  };
}

export type Screen =
  | 'opening'
  | 'consent'
  | 'preview'
  | 'waiting'
  | 'left'
  | 'offered'
  | 'call'
  | 'interrupted'
  | 'review'
  | 'outcome'
  | 'problem';

/** Pure: the one screen that fits. */
export function screenOf(journey: Journey): Screen {
  const { identification, attempt } = journey;
  if (journey.stop) return 'problem';
  if (!identification) return 'opening';
  if (identification.state === 'in_review') return 'review';
  if (isFinal(identification.state)) return 'outcome';
  if (attempt && journey.endedReason) return 'interrupted';
  if (attempt || identification.state === 'in_call') {
    if (!journey.ready) return 'preview';
    return attempt?.accepted ? 'call' : 'offered';
  }
  if (journey.interruption) return 'interrupted';
  if (journey.left) return 'left';
  if (!journey.consent) return 'consent';
  return journey.ready ? 'waiting' : 'preview';
}

export type Act = 'enter_queue' | 'leave_queue' | 'open_devices' | 'return' | 'leave_call';

/**
 * Pure: what the page does by itself now.
 * Nobody is offered to an agent who cannot answer: without consent or camera the queue is left, the place stays.
 */
export function nextAct(journey: Journey, devices: 'closed' | 'asking' | 'open' | 'problem'): Act | null {
  const { identification, attempt, interruption } = journey;
  if (journey.stop || !journey.online || !identification) return null;
  const { state } = identification;
  if (attempt && journey.endedReason) return state === 'in_call' ? 'leave_call' : null;
  if (attempt || state === 'in_call') return !journey.ready && devices === 'closed' ? 'open_devices' : null;
  if (state === 'created' && interruption)
    return returnsByItself(interruption, journey.returns) ? 'return' : null;
  if (state === 'created') return journey.ready && journey.consent ? 'enter_queue' : null;
  if (state !== 'waiting' || journey.ready) return null;
  if (journey.consent && !journey.left && devices === 'closed') return 'open_devices';
  return devices === 'asking' ? null : 'leave_queue';
}

const comesBack: ReadonlySet<BreakReason> = new Set([
  'connection_lost',
  'agent_left',
  'device_revoked',
  'media_node_lost',
  'offer_timed_out',
  'recording_failed',
]);

/** What nobody in front of this screen caused is tried again at once, but not for ever. */
export const returnsByItself = (reason: BreakReason, returns: number): boolean =>
  comesBack.has(reason) && returns < 3;

export const isDecisionReason = (reason: BreakReason): reason is DecisionReason =>
  (decisionReasonCodes as readonly string[]).includes(reason);
