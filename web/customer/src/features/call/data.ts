import {
  createStore,
  prepareCall,
  supervisorName,
  type Call,
  type CallPhase,
  type CallState,
  type Channel,
  type Store,
} from '@visavis/call';
import { contextHash, importVerifyKey, verifyCertificate } from '@visavis/e2ee';
import {
  isMediaRefusal,
  consentText,
  type Body,
  type Language,
  type Participant,
  type Reply,
  type customerRequests,
  refusalStatus,
} from '@visavis/protocol';
import type { BreakReason, Identification } from '../journey/state.ts';
import { openTalk, silent, type Talk, type TalkShown } from './talk.ts';

/** What the screen shows of a call. */
export type CallShown = Pick<CallState, 'securityCode' | 'seen'> & {
  /** From certificates, verified. Null while nobody is there in that role. */
  agentName: string | null;
  supervisorName: string | null;
  remote: MediaStream | null;
  phase: CallPhase;
  /** Milliseconds since 1970. */
  since: number;
};

export type Request = <Event extends keyof typeof customerRequests>(
  event: Event,
  body: Body<typeof customerRequests, Event>,
) => Promise<Reply<typeof customerRequests, Event>>;

export type CallDesk = {
  state: Store<{ shown: CallShown | null; talk: TalkShown }>;
  /** Prepares the attempt's call unless it is there already. */
  prepare: (attemptId: string, identification: Identification, consent: Language, local: MediaStream) => void;
  accept: () => void;
  replaceTracks: (stream: MediaStream) => Promise<void>;
  /** Said again whenever the camera or the choice of cameras changes. */
  useCamera: (stream: MediaStream | null, canFlip: boolean) => void;
  write: (text: string) => void;
  openChat: (isOpen: boolean) => void;
  cancelPhoto: () => void;
  /** Ends this end's part; does not tell the server. */
  close: () => void;
};

type Options = {
  channel: Channel;
  request: Request;
  /** The call cannot go on and was closed here. The server does not know yet. */
  onBroken: (reason: BreakReason) => void;
  /** Turns to the other camera. @returns whether it did */
  flip: () => Promise<boolean>;
};

const rejoinsMost = 2;
const rosterCodes = new Set(['bad_roster_change', 'old_roster_change', 'wrong_roster']);
const certificateCodes = new Set(['bad_certificate', 'certificate_expired', 'bad_signature']);
const mediaCodes = new Set(['connection_lost', 'media_failed', 'no_answer']);

/** Pure: what an alarm of the call means for the customer. */
export function meaningOf(alarm: string): { shown: BreakReason; mayRejoin: boolean } {
  if (mediaCodes.has(alarm)) return { shown: 'connection_lost', mayRejoin: true };
  // the server's own refusals: a node is missing, the attempt is over
  if (alarm in refusalStatus) return { shown: 'connection_lost', mayRejoin: false };
  if (isMediaRefusal(alarm)) return { shown: 'media_refused', mayRejoin: false };
  if (certificateCodes.has(alarm)) return { shown: 'agent_not_proven', mayRejoin: false };
  if (alarm === 'unknown_participant') return { shown: 'unknown_participant', mayRejoin: false };
  if (rosterCodes.has(alarm)) return { shown: 'roster_not_proven', mayRejoin: false };
  return { shown: 'encryption_failed', mayRejoin: false };
}

type Running = {
  attemptId: string;
  identification: Identification;
  consent: Language;
  local: MediaStream;
  accepted: boolean;
  rejoins: number;
  since: number;
  talk: Talk;
  call?: Call;
  stop?: () => void;
};

/** Hash of what this page shows, never of what the server says it should have shown. */
async function shownHash({ identification, consent }: Running) {
  const { context, purposes } = identification;
  const purpose = purposes[consent];
  return contextHash({
    tenantName: context.tenantName,
    purpose,
    identification: context.identificationId,
    rulesetVersion: `${context.ruleset.id}@${context.ruleset.version}`,
    consentText: consentText(context.consentVersion, consent, context.tenantName, purpose),
    recipientList: context.recipientList,
  });
}

const endOf = ({ identification }: Running) => ({
  role: 'customer' as const,
  options: {
    verifyCertificate: async (certificate: string) =>
      verifyCertificate(certificate, await importVerifyKey(identification.context.rootKey), {
        tenant: identification.context.tenantId,
        now: Math.floor(Date.now() / 1000),
      }),
  },
});

/** The one call of this page: prepared on the offer, keys once accepted, joined anew when its connection broke. */
export function openCallDesk(options: Options): CallDesk {
  const store = createStore<{ shown: CallShown | null; talk: TalkShown }>({ shown: null, talk: silent });
  let running: Running | null = null;

  const close = () => {
    if (!running) return;
    const { stop, call, talk } = running;
    running = null;
    stop?.();
    talk.close();
    call?.close();
    store.update({ shown: null, talk: silent });
  };
  const give = (reason: BreakReason) => {
    close();
    options.onBroken(reason);
  };
  const watch = (mine: Running, call: Call) => {
    if (running !== mine || mine.call !== call) return;
    const state = call.state.get();
    store.update({ shown: shownOf(mine, state, store.get().shown) });
    if (state.alarm === null) return;
    console.warn(`the call raised ${state.alarm}`);
    const { shown, mayRejoin } = meaningOf(state.alarm);
    if (!mayRejoin || mine.rejoins >= rejoinsMost) {
      give(shown);
      return;
    }
    mine.rejoins += 1;
    run(mine);
  };
  const run = (mine: Running) => {
    mine.stop?.();
    mine.talk.use(null);
    mine.call?.close();
    join(mine, options, () => running === mine, watch).catch(() => {
      if (running === mine) give('encryption_failed');
    });
  };

  return {
    state: store,
    prepare: (attemptId, identification, consent, local) => {
      if (running?.attemptId === attemptId) return;
      close();
      const begun = { accepted: false, rejoins: 0, since: Date.now() };
      const talk = openTalk(options.flip);
      talk.state.subscribe(() => store.update({ talk: talk.state.get() }));
      running = { attemptId, identification, consent, local, talk, ...begun };
      run(running);
    },
    accept: () => {
      if (!running || running.accepted) return;
      running.accepted = true;
      running.since = Date.now();
      running.call?.accept();
      if (running.call) watch(running, running.call);
    },
    replaceTracks: async stream => {
      if (!running) return;
      running.local = stream;
      for (const track of stream.getTracks()) await running.call?.replaceTrack(track);
    },
    useCamera: (stream, canFlip) => running?.talk.useCamera(stream?.getVideoTracks()[0] ?? null, canFlip),
    write: text => running?.talk.write(text),
    openChat: isOpen => running?.talk.openChat(isOpen),
    cancelPhoto: () => running?.talk.cancelPhoto(),
    close,
  };
}

const nameOf = (roster: CallState['roster'], who: Participant): string | null =>
  roster.find(({ participant }) => participant === who)?.name ?? null;

const shownOf = (
  { rejoins, since }: Running,
  { phase, securityCode, roster, remotes, seen }: CallState,
  before: CallShown | null,
): CallShown => ({
  phase: rejoins > 0 && !seen ? 'reconnecting' : phase,
  securityCode,
  agentName: nameOf(roster, 'agent'),
  supervisorName: supervisorName(roster, before?.supervisorName ?? null),
  remote: remotes.agent ?? null,
  seen,
  since,
});

async function join(
  mine: Running,
  { channel, request }: Options,
  isCurrent: () => boolean,
  watch: (mine: Running, call: Call) => void,
): Promise<void> {
  const hash = await shownHash(mine);
  if (!isCurrent()) return;
  const call = prepareCall({
    attemptId: mine.attemptId,
    end: endOf(mine),
    contextHash: hash,
    local: mine.local,
    channel,
    request,
    worker: new Worker(new URL('./call-worker.ts', import.meta.url), { type: 'module' }),
  });
  mine.call = call;
  mine.talk.use(call.data);
  mine.stop = call.state.subscribe(() => watch(mine, call));
  if (mine.accepted) call.accept();
  watch(mine, call);
}
