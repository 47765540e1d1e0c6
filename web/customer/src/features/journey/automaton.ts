import { RequestError } from '@visavis/call';
import { abortReasons, consentVersion, type AbortReason } from '@visavis/protocol';
import type { Parts } from './data.ts';
import { nextAct, type Act, type BreakReason, type Identification, type Stop } from './state.ts';

const againMilliseconds = 3000;

const isAbortReason = (reason: BreakReason): reason is AbortReason => reason in abortReasons;

/**
 * Does what `nextAct` says, one thing at a time. What was asked of the server shows by its next notice; until then it
 * is not asked again.
 *
 * @returns to be called after every change
 */
export function automaton(parts: Parts, stop: (reason: Stop) => void): () => void {
  const { journey, devices } = parts;
  const acts = actsOf(parts);
  let underWay = false;
  let asked: { act: Act; of: Identification | null } | null = null;

  const refused = (error: unknown) => {
    const code = error instanceof RequestError ? error.code : 'internal';
    if (code === 'consent_missing') stop('outdated_page');
    // the state has changed meanwhile, and its notice is on the way
    if (code === 'consent_missing' || code === 'wrong_state') return;
    setTimeout(() => {
      asked = null;
      react();
    }, againMilliseconds);
  };
  const react = () => {
    const now = journey.get();
    const act = nextAct(now, devices.state.get().status);
    if (!act || underWay || (asked?.act === act && asked.of === now.identification)) return;
    underWay = true;
    asked = isAsked(act) ? { act, of: now.identification } : null;
    acts[act]()
      .catch(refused)
      .finally(() => {
        underWay = false;
        react();
      });
  };
  return react;
}

const isAsked = (act: Act): boolean => act !== 'open_devices' && act !== 'return';

function actsOf({ journey, devices, connection }: Parts): Record<Act, () => Promise<void>> {
  return {
    enter_queue: async () => {
      const { consent } = journey.get();
      if (consent) await connection.request('queue:enter', { consentVersion, language: consent });
    },
    leave_queue: async () => {
      await connection.request('queue:leave', {});
    },
    open_devices: async () => {
      if (await devices.open()) journey.update({ ready: true });
    },
    return: () => {
      const { returns, interruption } = journey.get();
      journey.update({ interruption: null, back: interruption, returns: returns + 1 });
      return Promise.resolve();
    },
    leave_call: async () => {
      const { attempt, endedReason } = journey.get();
      if (!attempt || !endedReason) return;
      const reason = isAbortReason(endedReason) ? endedReason : 'encryption_failed';
      await connection.request('call:leave', { attemptId: attempt.id, reason });
    },
  };
}
