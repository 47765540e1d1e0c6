import {
  done,
  isFavourable,
  nextState,
  refuse,
  type IdentificationState,
  type Outcome,
  type Result,
  type Ruleset,
  type StepRecord,
} from '@visavis/protocol';
import { checkEvidence, hasRecording, type NamedArtefact, type StoredArtefact } from './evidence.ts';

export type Head = { number: number; sha384: string };

/** What the agent's device signed, already verified. */
export type SignedDecision = {
  outcome: string;
  reason: string | null;
  finalManifest: Head | null;
  transcriptHash: string | null;
  certificate: string;
};

export type Judgement = {
  state: IdentificationState;
  attempt: { state: string; transcript: string | null; certificate: string | null; ageSeconds: number };
  ruleset: Ruleset;
  steps: readonly StepRecord[];
  requested: { outcome: Outcome; reason: string | null };
  signed: SignedDecision;
  evidence: {
    stored: readonly StoredArtefact[];
    named: readonly NamedArtefact[];
    /** Of the verified manifest chain. */
    head: Head | null;
  };
};

const sameHead = (one: Head | null, other: Head | null): boolean =>
  one?.number === other?.number && one?.sha384 === other?.sha384;

/** Whether the decision may stand: the identification's new state, or what is missing. */
export function judge(judgement: Judgement): Result<IdentificationState> {
  const { attempt, requested, signed, evidence } = judgement;
  if (attempt.state !== 'active') return refuse('wrong_state');
  if (signed.outcome !== requested.outcome) return refuse('invalid_request', 'outcome');
  if (signed.reason !== requested.reason) return refuse('invalid_request', 'reason');
  if (signed.certificate !== attempt.certificate) return refuse('device_not_certified');
  const next = nextState(judgement.state, {
    type: 'decide',
    outcome: requested.outcome,
    ruleset: judgement.ruleset,
    steps: judgement.steps,
    transcript: attempt.transcript,
    ageSeconds: attempt.ageSeconds,
  });
  if (!next.ok) return next;
  const favourable = isFavourable(requested.outcome);
  if (favourable && signed.transcriptHash !== attempt.transcript) return refuse('code_not_confirmed');
  if (!sameHead(signed.finalManifest, evidence.head)) return refuse('evidence_incomplete', 'finalManifest');
  if (favourable && !hasRecording(evidence.named)) return refuse('evidence_incomplete', 'recording');
  const whole = checkEvidence(evidence.stored, evidence.named);
  return whole.ok ? done(next.value) : whole;
}
