import {
  createStore,
  onNotice,
  prepareCall,
  RequestError,
  supervisorName,
  type Call,
  type Connection,
  type Store,
} from '@visavis/call';
import { toBase64Url, verifyCertificate, type AttemptContext, type Bytes } from '@visavis/e2ee';
import {
  agentNotices,
  type AbortReason,
  type CallContext,
  type Step,
  type StepStatus,
} from '@visavis/protocol';
import type { Collector } from '../../evidence/collector.ts';
import { alarmOf } from './alarms.ts';
import {
  addStill,
  applyAgreement,
  isCompared,
  nextStep,
  recordStep,
  type Comparison,
  type Comparisons,
} from './checklist.ts';
import { startRecording } from './recording.ts';
import { show, shownOf, type CallBasis, type Running } from './running.ts';
import { begin, startShown, type CallShown } from './state.ts';
import { captureFrame, sealStill, type Picture } from './still.ts';
import { openTalk, talkDeeds, type Talk, type TalkDeeds } from './talk.ts';
import { shownHash, verifyCallContext } from './trust.ts';

export type CallDesk = {
  state: Store<{ shown: CallShown | null }>;
  /**
   * Opens the transports of an offered attempt and agrees on keys, so that they stand when it is accepted.
   * @param context what the offer says the call is about; after a reload in mid-call accepting tells
   */
  prepare: (call: { attemptId: string; tenantId: string; context?: CallContext }) => void;
  /** Also after a reload in mid-call. */
  accept: () => Promise<void>;
  show: (step: Step) => void;
  record: (step: Step, status: StepStatus) => Promise<void>;
  compare: (field: string, comparison: Comparison | null) => Promise<void>;
  takeStill: (video: HTMLVideoElement) => Promise<void>;
  talk: TalkDeeds;
  codesDiffer: () => void;
  /** What the transports of the call have negotiated; null while there are none. */
  connection: () => Promise<Connection | null>;
  /** Ends the attempt without a decision. */
  leave: (reason: AbortReason) => Promise<void>;
  /** Seals the end of the recording. @returns whether it is whole */
  stopRecording: () => Promise<boolean>;
  /** Records on, as a new artefact. */
  resumeRecording: () => void;
  evidence: () => { attempt: AttemptContext; collector: Collector } | null;
  /** The server says that the attempt is over. */
  ended: (reason: CallShown['endedReason']) => void;
  /** Leaves the call behind, with everything it held in clear. */
  clear: () => void;
  close: () => void;
};

const rejoinsMost = 2;
const transient = new Set(['connection_lost', 'media_failed', 'no_answer']);

const codeOf = (error: unknown): string => (error instanceof RequestError ? error.code : 'internal');

/** Opens this end's transports, again after they broke; the recording goes on as a new artefact. */
async function join(running: Running): Promise<void> {
  const { basis, attemptId, tenantId, hash } = running;
  running.stop?.();
  await stopRecording(running);
  running.talk.use(null);
  running.call?.close();
  const local = basis.camera();
  const { device, live } = basis;
  const trust = device.tenants.get(tenantId);
  if (!local || !trust || running.isOver) return;
  const call = prepareCall({
    attemptId,
    end: {
      role: 'agent',
      options: { deviceKey: device.privateKey, certificate: trust.certificate, agent: trust.certified },
      verifyCertificate: certificate =>
        verifyCertificate(certificate, trust.root, {
          tenant: tenantId,
          now: Math.floor(Date.now() / 1000),
        }),
    },
    contextHash: hash.promise,
    local,
    channel: live.channel,
    request: live.request,
    worker: new Worker(new URL('./call-worker.ts', import.meta.url), { type: 'module' }),
  });
  running.call = call;
  running.talk.use(call.data);
  running.stop = call.state.subscribe(() => watch(running, call));
  if (running.accepted) call.accept();
  watch(running, call);
}

/** Takes over what the call says, and acts on it. */
function watch(running: Running, call: Call): void {
  if (running.isOver || running.call !== call) return;
  const { phase, securityCode, transcript, roster, remotes, seen, alarm } = call.state.get();
  const shown = shownOf(running);
  if (!shown) return;
  const isNew = transcript === null && shown.transcript !== null;
  show(running, {
    phase: running.rejoins > 0 && !seen ? 'reconnecting' : phase,
    securityCode,
    remote: remotes.customer ?? null,
    supervisorName: supervisorName(roster, shown.supervisorName),
    seen,
    ...(isNew ? { transcript: null } : {}),
  });
  if (running.accepted && transcript !== null && transcript !== running.telling)
    void tellTranscript(running, transcript);
  if (seen) record(running);
  if (alarm === null) return;
  console.warn(`the call raised ${alarm}`);
  if (transient.has(alarm) && running.rejoins < rejoinsMost) {
    running.rejoins += 1;
    void join(running);
  } else show(running, { alarm: alarmOf(alarm) });
}

async function tellTranscript(running: Running, transcript: string): Promise<void> {
  running.telling = transcript;
  try {
    await running.basis.live.request('agreement:completed', { attemptId: running.attemptId, transcript });
  } catch (error) {
    delete running.telling;
    show(running, { trouble: codeOf(error) });
    return;
  }
  const shown = shownOf(running);
  if (!shown?.about || running.telling !== transcript) return;
  const checklist = applyAgreement(shown.checklist, shown.about.ruleset, transcript);
  show(running, { transcript, checklist });
  turnTo(running, nextStep(checklist));
}

/** Begins to record once the customer was seen; never without a verified recipient list. */
function record(running: Running): void {
  const { call, list, collector, attempt } = running;
  if (running.recording || running.isSealing || !call || !list || !collector || !attempt) return;
  running.recording = startRecording({
    encryption: call.encryption,
    attempt,
    list,
    collector,
    step: shownOf(running)?.current ?? null,
    onState: state => {
      show(running, { recording: state });
      if (state === 'broken') raise(running, 'recording_broken');
    },
  });
}

async function stopRecording(running: Running): Promise<boolean> {
  const { recording } = running;
  delete running.recording;
  return recording ? recording.stop() : true;
}

/** The first alarm stands: what follows is usually its consequence. */
function raise(running: Running, alarm: NonNullable<CallShown['alarm']>): void {
  if (!running.isOver && shownOf(running)?.alarm === null) show(running, { alarm });
}

/** Opens a step here, on the customer's screen and in the recording. */
function turnTo(running: Running, step: Step | null): void {
  show(running, { current: step });
  running.recording?.step(step);
  const { live } = running.basis;
  live.request('step:show', { attemptId: running.attemptId, step }).catch(() => undefined);
}

async function accept(running: Running): Promise<void> {
  const { basis, attemptId, tenantId } = running;
  show(running, { stage: 'accepting', since: Date.now() });
  const told = await basis.live.request('offer:accept', { attemptId });
  const { context, person, steps } = told;
  const tooSoonUntil = Date.now() + told.tooSoonSeconds * 1000;
  const attempt = {
    tenant: tenantId,
    identification: context.identificationId,
    attempt: attemptId,
  };
  running.attempt = attempt;
  const trust = await verifyCallContext(context, tenantId, basis);
  running.collector = basis.collect(attempt, () => raise(running, 'evidence_lost'));
  show(running, { ...begin(context, person, steps), tooSoonUntil, stage: 'running', since: Date.now() });
  // a reload lost the recorder with its key: what it had begun can never be ended, and is signed as broken off
  await running.collector.breakOff();
  if (trust.ok) running.list = trust.list;
  else raise(running, trust.trouble);
  const hash = await shownHash(context);
  running.hash.resolve(hash);
  // keys were agreed for what the offer said
  if (toBase64Url(hash) !== toBase64Url(await running.hash.promise)) raise(running, 'context_differs');
  running.accepted = true;
  running.call?.accept();
  if (running.call) watch(running, running.call);
}

async function recordCheck(running: Running, step: Step, status: StepStatus): Promise<void> {
  const { transcript } = shownOf(running) ?? {};
  if (!transcript) return;
  const { live } = running.basis;
  try {
    await live.request('step:record', { attemptId: running.attemptId, step, status, transcript });
  } catch (error) {
    show(running, { trouble: codeOf(error) });
    return;
  }
  const shown = shownOf(running);
  if (!shown) return;
  const checklist = recordStep(shown.checklist, step, status, transcript);
  show(running, { checklist, trouble: null });
  if (status !== 'open' && shown.current === step) turnTo(running, nextStep(checklist));
}

/** The check of the data follows from the comparisons: done once there is one for every item. */
async function compare(running: Running, field: string, comparison: Comparison | null): Promise<void> {
  const shown = shownOf(running);
  if (!shown?.about) return;
  const others = Object.entries(shown.comparisons).filter(([key]) => key !== field);
  const comparisons: Comparisons = Object.fromEntries(comparison ? [...others, [field, comparison]] : others);
  show(running, { comparisons });
  const before = shown.checklist.find(({ step }) => step === 'data_match')?.status;
  const status = isCompared(shown.about.items, comparisons) ? 'done' : 'open';
  if (before !== undefined && before !== status) await recordCheck(running, 'data_match', status);
}

/** Seals a picture for its step and shows it. @returns the still's id, null when it could not be kept */
async function keepPicture(
  running: Running,
  step: Step,
  take: () => Promise<Picture>,
): Promise<string | null> {
  const { attempt, list, collector } = running;
  if (!attempt || !list || !collector) return null;
  try {
    const { picture, width, height } = await take();
    const id = await sealStill(picture, step, { attempt, list, collector });
    const shown = shownOf(running);
    if (!shown) return null;
    const still = { id, step, url: URL.createObjectURL(picture), width, height };
    show(running, {
      stills: [...shown.stills, still],
      checklist: addStill(shown.checklist, step),
      trouble: null,
    });
    return id;
  } catch {
    show(running, { trouble: 'picture_failed' });
    return null;
  }
}

async function takeStill(running: Running, video: HTMLVideoElement): Promise<void> {
  const step = shownOf(running)?.current;
  if (step) await keepPicture(running, step, () => captureFrame(video));
}

/** Chat, the customer's camera and photos; a photo becomes a still of the step that it was asked for. */
function talkOf(running: () => Running | null, attemptId: string): Talk {
  const talk = openTalk(attemptId, (step, { bytes, width, height }) => {
    const mine = running();
    if (mine?.attemptId !== attemptId || mine.isOver) return;
    const picture = new Blob([bytes], { type: 'image/jpeg' });
    void keepPicture(mine, step, () => Promise.resolve({ picture, width, height })).then(photo =>
      show(mine, { photo }),
    );
  });
  talk.state.subscribe(() => {
    const mine = running();
    if (mine?.attemptId === attemptId) show(mine, { talk: talk.state.get() });
  });
  return talk;
}

/** Ends this end: the rest of the recording is still sealed, then camera, keys and pictures go. */
async function finish(running: Running, reason: CallShown['endedReason']): Promise<void> {
  if (running.isOver) return;
  running.isOver = true;
  running.stop?.();
  show(running, { stage: 'ended', phase: 'ended', endedReason: reason, remote: null });
  running.talk.close();
  await stopRecording(running);
  running.call?.close();
}

function forgetStills(running: Running): void {
  for (const { url } of shownOf(running)?.stills ?? []) URL.revokeObjectURL(url);
}

const justBegun = { accepted: false, rejoins: 0, isSealing: false, isOver: false };

/** The one call of this console. */
export function openCallDesk(basis: CallBasis): CallDesk {
  const store = createStore<{ shown: CallShown | null }>({ shown: null });
  let running: Running | null = null;
  const act = async (work: (running: Running) => Promise<unknown>) => {
    if (running && !running.isOver) await work(running);
  };
  const clear = () => {
    if (!running) return;
    forgetStills(running);
    void finish(running, null);
    running = null;
    store.update({ shown: null });
  };
  const stopListening = onNotice(basis.live.channel, agentNotices, 'call:ended', ({ attemptId, reason }) => {
    if (running?.attemptId === attemptId) void finish(running, reason);
  });
  return {
    state: store,
    prepare: ({ attemptId, tenantId, context }) => {
      if (running?.attemptId === attemptId) return;
      clear();
      const hash = Promise.withResolvers<Bytes>();
      running = {
        attemptId,
        tenantId,
        basis,
        store,
        hash,
        ...justBegun,
        talk: talkOf(() => running, attemptId),
      };
      store.update({ shown: startShown(attemptId) });
      if (context) hash.resolve(shownHash(context));
      void join(running);
    },
    accept: () => act(accept),
    show: step => {
      if (running && !running.isOver) turnTo(running, step);
    },
    record: (step, status) => act(mine => recordCheck(mine, step, status)),
    compare: (field, comparison) => act(mine => compare(mine, field, comparison)),
    takeStill: video => act(mine => takeStill(mine, video)),
    talk: talkDeeds(() => running?.talk),
    codesDiffer: () => {
      if (!running) return;
      raise(running, 'codes_differ');
      void recordCheck(running, 'security_code', 'failed');
    },
    connection: async () => (await running?.call?.connection()) ?? null,
    leave: reason =>
      act(async mine => {
        await basis.live.request('call:leave', { attemptId: mine.attemptId, reason }).catch(() => undefined);
        await finish(mine, reason);
      }),
    stopRecording: () => {
      if (!running) return Promise.resolve(true);
      running.isSealing = true;
      return stopRecording(running);
    },
    resumeRecording: () => {
      if (!running || running.isOver) return;
      running.isSealing = false;
      record(running);
    },
    evidence: () =>
      running?.attempt && running.collector
        ? { attempt: running.attempt, collector: running.collector }
        : null,
    ended: reason => {
      if (running) void finish(running, reason);
    },
    clear,
    close: () => {
      stopListening();
      clear();
    },
  };
}
