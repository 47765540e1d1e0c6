import { createStore, type Store } from '@visavis/call';
import { signDecision, type Signer } from '@visavis/e2ee';
import type { DecisionReason, Outcome } from '@visavis/protocol';
import { ApiError, callApi } from '../../api/client.ts';
import type { Uploader } from '../../evidence/uploader.ts';
import type { CallDesk } from '../call/data.ts';

export type Wish = {
  outcome: Outcome;
  reason: DecisionReason | null;
  changes: { field: string; value: string }[];
};

export type DecidingPhase = 'recording' | 'uploading' | 'signing' | 'sending';
export type Deciding =
  | { phase: DecidingPhase; wish: Wish }
  | { phase: 'decided'; wish: Wish }
  /** The code of the refusal, or what went wrong here. */
  | { phase: 'failed'; wish: Wish; code: string };

export type Decider = {
  state: Store<{ deciding: Deciding | null }>;
  decide: (wish: Wish) => Promise<void>;
  /** The same wish once more. */
  retry: () => void;
  /** Back to the call, which is recorded again. */
  withdraw: () => void;
  clear: () => void;
};

type Parts = { call: CallDesk; uploader: Uploader; signer: (tenantId: string) => Signer };

/** Seals what was recorded, waits until the server has it all, then signs over the chain's head and the transcript. */
export function openDecider({ call, uploader, signer }: Parts): Decider {
  const store = createStore<{ deciding: Deciding | null }>({ deciding: null });
  let run = 0;

  const seal = async (wish: Wish, at: (phase: DecidingPhase) => void): Promise<string | null> => {
    const evidence = call.evidence();
    const { shown } = call.state.get();
    if (!evidence || !shown) return 'wrong_state';
    const { attempt, collector } = evidence;
    const { outcome, reason, changes } = wish;
    at('recording');
    if (!(await call.stopRecording())) return 'recording_broken';
    const head = await collector.head();
    at('uploading');
    await uploader.drained();
    at('signing');
    const jws = await signDecision(
      {
        ...attempt,
        outcome,
        reason,
        finalManifest: head,
        transcriptHash: shown.transcript,
        at: Math.floor(Date.now() / 1000),
      },
      signer(attempt.tenant),
    );
    at('sending');
    await callApi('decide', {
      body: { attemptId: attempt.attempt, outcome, ...(reason ? { reason } : {}), changes, jws },
    });
    return null;
  };

  const decide = async (wish: Wish) => {
    run += 1;
    const mine = run;
    const show = (deciding: Deciding) => {
      if (mine === run) store.update({ deciding });
    };
    try {
      const code = await seal(wish, phase => show({ phase, wish }));
      show(code === null ? { phase: 'decided', wish } : { phase: 'failed', wish, code });
    } catch (error) {
      show({ phase: 'failed', wish, code: error instanceof ApiError ? error.code : 'internal' });
    }
  };
  const clear = () => {
    run += 1;
    store.update({ deciding: null });
  };
  return {
    state: store,
    decide,
    retry: () => {
      const { deciding } = store.get();
      if (deciding) void decide(deciding.wish);
    },
    withdraw: () => {
      clear();
      call.resumeRecording();
    },
    clear,
  };
}
