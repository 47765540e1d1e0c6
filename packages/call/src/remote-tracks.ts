import type { Participant } from '@visavis/protocol';
import { codeOf } from './problems.ts';
import type { ConsumerNotice, Media } from './media.ts';

type RemoteTracksOptions = {
  /** Whose tracks this end takes. */
  from: readonly Participant[];
  onStream: (participant: Participant, stream: MediaStream) => void;
  /** Resolves when the worker is known to get this track's frames; until then it is not shown. */
  proven: (notice: ConsumerNotice) => Promise<void>;
  /** Frames of this track may flow by now; see `Attachments`. */
  insist: (notice: ConsumerNotice) => void;
  onAlarm: (code: string) => void;
};

/** The others' tracks: taken as they are announced, let through once there is a key to open them with. */
export type RemoteTracks = {
  announce: (notice: ConsumerNotice) => void;
  /** Transports stand. */
  use: (media: Media) => void;
  /** There is a key for this participant's frames. Resolves when its tracks are let through. */
  canOpen: (participant: Participant) => Promise<void>;
};

export function createRemoteTracks({
  from,
  onStream,
  proven,
  insist,
  onAlarm,
}: RemoteTracksOptions): RemoteTracks {
  const streams = new Map<Participant, MediaStream>();
  /** Consumers known so far: their notices may come more than once. */
  const announced = new Set<string>();
  /** Nothing is let through before there is a key: a key frame asked for too early would be lost. */
  const open = new Set<Participant>();
  let early: ConsumerNotice[] = [];
  let held: ConsumerNotice[] = [];
  let media: Media | undefined;

  /** One track a kind: the newest takes the place of the one before a reload. */
  async function take(mine: Media, notice: ConsumerNotice): Promise<void> {
    const track = await mine.consume(notice);
    proven(notice).then(
      () => show(track, notice),
      () => undefined,
    );
    if (open.has(notice.participant)) await resume(mine, notice);
    else held.push(notice);
  }
  const resume = async (mine: Media, notice: ConsumerNotice) => {
    await mine.resume(notice);
    insist(notice);
  };
  function show(track: MediaStreamTrack, notice: ConsumerNotice): void {
    const stream = streams.get(notice.participant) ?? new MediaStream();
    streams.set(notice.participant, stream);
    for (const old of stream.getTracks()) if (old.kind === track.kind) stream.removeTrack(old);
    stream.addTrack(track);
    onStream(notice.participant, stream);
  }
  const receive = (mine: Media, notice: ConsumerNotice) =>
    void take(mine, notice).catch((error: unknown) => onAlarm(codeOf(error)));

  return {
    announce: notice => {
      if (!from.includes(notice.participant)) onAlarm('unknown_participant');
      else if (!announced.has(notice.consumerId)) {
        announced.add(notice.consumerId);
        if (media) receive(media, notice);
        else early.push(notice);
      }
    },
    use: opened => {
      media = opened;
      for (const notice of early) receive(opened, notice);
      early = [];
    },
    canOpen: async participant => {
      open.add(participant);
      const mine = held.filter(notice => notice.participant === participant);
      held = held.filter(notice => notice.participant !== participant);
      const opened = media;
      if (opened) await Promise.all(mine.map(notice => resume(opened, notice)));
    },
  };
}
