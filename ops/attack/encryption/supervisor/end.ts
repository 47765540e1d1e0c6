import type { Bytes, DataChannelName, FromWorker, ToWorker } from '@visavis/e2ee';
import type { Participant } from '@visavis/protocol';
import type { CallEnd, RosterMember } from '@visavis/call';
import type { House } from '../../house.ts';
import { honestContext } from '../hostile/victim.ts';
import type { MediaEnd } from '../hostile/media.ts';

type Party = ReturnType<typeof import('../../../../packages/call/src/party/party.ts').createParty>;
type RemoteTracks = ReturnType<
  typeof import('../../../../packages/call/src/remote-tracks.ts').createRemoteTracks
>;
type Hearing = ReturnType<typeof import('../../../../packages/call/src/data/hearing.ts').createHearing>;

/** One end of a call as its page runs it, without the browser: party, media session, and what comes from the server. */
export interface End {
  self: Participant;
  party: Party;
  session: MediaEnd['session'];
  tracks: RemoteTracks;
  /** A message over a data channel, as the server says whose it is. */
  hear: (from: Participant, channel: DataChannelName, sealed: Bytes) => void;
  /** As the screen showed them, the newest last. */
  rosters: RosterMember[][];
  alarms: { code: string; told: boolean }[];
  /** What the worker has done, or the code with which it refused. */
  log: string[];
  /** Whose sender keys came, by roster index. */
  keys: number[];
  /** Data messages that were opened. */
  messages: { from: number; channel: DataChannelName; text: string }[];
  /** Whose tracks were shown. */
  streams: Participant[];
}

export const indexOf: Record<Participant, number> = { customer: 0, agent: 1, supervisor: 2 };
const participants = Object.keys(indexOf) as Participant[];

interface Surroundings {
  clock: { now: number };
  send: (to: Participant, message: Bytes) => void;
  /** Something has happened. */
  touch: () => void;
}

function tellWorker(session: End['session'], message: ToWorker): Promise<void> {
  switch (message.type) {
    case 'join':
      return session.join(message);
    case 'roster':
      return session.changeRoster(message);
    case 'peer-key':
      return session.takePeerKey(message.from, message.sealed);
    case 'open-data':
      return session.openData(message.from, message.channel, message.sealed);
    default:
      return Promise.reject(new Error(`no ${message.type} in this call`));
  }
}

/** The data channels that lead to an end: announced as a participant's, then written to. */
function overDataChannels(hearing: Hearing, attemptId: string): End['hear'] {
  const onMessages = new Map<string, (sealed: Bytes) => void>();
  hearing.use({
    produceData: () => Promise.reject(new Error('nothing is sent here')),
    consumeData: ({ participant, channel }, { onMessage }) => {
      onMessages.set(`${participant} ${channel}`, onMessage);
      return Promise.resolve({ isOpen: () => true, close: () => undefined });
    },
  });
  return (participant, channel, sealed) => {
    const ids = { attemptId, dataConsumerId: 'consumer', dataProducerId: 'producer' };
    hearing.announce({ ...ids, participant, channel, sctpStreamParameters: {} });
    onMessages.get(`${participant} ${channel}`)?.(sealed);
  };
}

const nothingSeen = () => ({ rosters: [], alarms: [], log: [], keys: [], messages: [], streams: [] });

/** As in Chromium, where a transform's use needs no proof. */
const allFramesHeld = { proven: () => Promise.resolve(), insist: () => undefined };

export async function startEnd(
  house: House,
  end: CallEnd,
  { clock, send, touch }: Surroundings,
): Promise<End> {
  const { createMediaSession } = await house.load('packages/e2ee/src/media/session.ts');
  const { createParty, mainPeerOf } = await house.load('packages/call/src/party/party.ts');
  const { createRemoteTracks } = await house.load('packages/call/src/remote-tracks.ts');
  const { createHearing } = await house.load('packages/call/src/data/hearing.ts');
  const { attempt, contextHash } = await honestContext(house);
  const self = end.role;
  const note = (entry: string) => {
    mine.log.push(entry);
    touch();
  };
  const posted = (message: FromWorker) => {
    const to = participants.find(name => message.type === 'sealed-key' && indexOf[name] === message.to);
    if (message.type === 'sealed-key' && to) send(to, message.sealed);
    if (message.type === 'receiving') mine.keys.push(message.from);
    if (message.type === 'data')
      mine.messages.push({ ...message, text: Buffer.from(message.payload).toString() });
    touch();
  };
  const post = (message: ToWorker) => {
    tellWorker(mine.session, message).then(
      () => note(message.type),
      (error: unknown) => note((error as { code?: string }).code ?? String(error)),
    );
  };
  const onAlarm = (code: string, told = false) => {
    mine.alarms.push({ code, told });
    // as a page does it, so that both show it
    if (!told) mine.party.tell(code);
    touch();
  };
  const isPresent = (who: Participant) =>
    mine.rosters.at(-1)?.some(({ participant }) => participant === who) ?? false;
  const hearing = createHearing({
    encryption: { post, listen: () => () => undefined },
    isPresent,
    onListening: touch,
    onAlarm,
  });
  const mine: End = {
    self,
    party: createParty({
      attemptId: attempt,
      contextHash,
      end,
      post,
      send: (to, message) => send(to, Uint8Array.from(message)),
      onStart: touch,
      onAgreed: touch,
      onRoster: roster => {
        mine.rosters.push(roster);
        hearing.look();
        touch();
      },
      onAwaited: touch,
      onHeard: touch,
      onAlarm,
    }),
    session: createMediaSession(posted, () => clock.now),
    tracks: createRemoteTracks({
      from: [mainPeerOf(self)],
      onStream: participant => {
        mine.streams.push(participant);
        touch();
      },
      ...allFramesHeld,
      onAlarm,
    }),
    hear: overDataChannels(hearing, attempt),
    ...nothingSeen(),
  };
  return mine;
}
