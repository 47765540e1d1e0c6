import type { SfuEvent, SfuEventPayload } from '@visavis/protocol';
import type { types } from 'mediasoup';
import { closeParticipant } from './participant.ts';
import type { ParticipantMedia } from './participant.ts';
import type { Workers } from './workers.ts';

/** The media of one session: one router on one worker, and the current generation of each participant. */
export interface SessionMedia {
  router: types.Router;
  webRtcServer: types.WebRtcServer;
  participants: Map<string, ParticipantMedia>;
  closed: boolean;
}

export type Tell = <E extends SfuEvent>(event: E, payload: SfuEventPayload<E>) => void;

/**
 * @param onLost called once if the router ends with its worker, not when it is closed by us
 * @returns nothing while no worker is alive
 */
export async function openSessionMedia(
  workers: Workers,
  onLost: () => void,
): Promise<SessionMedia | undefined> {
  const opened = await workers.createRouter();
  if (!opened) return undefined;
  const media: SessionMedia = { ...opened, participants: new Map(), closed: false };
  opened.router.once('workerclose', () => {
    if (media.closed) return;
    media.closed = true;
    onLost();
  });
  return media;
}

export function closeSessionMedia(media: SessionMedia): void {
  media.closed = true;
  media.router.close();
}

/** Takes a participant out, whatever its generation. */
export function removeParticipant(media: SessionMedia, participant: string): void {
  const old = media.participants.get(participant);
  if (!old) return;
  closeParticipant(old);
  media.participants.delete(participant);
}

/** Finds a producer and whose it is. */
export function findProducer(media: SessionMedia, producerId: string) {
  for (const owner of media.participants.values()) {
    for (const [slot, { producer }] of owner.producers) {
      if (producer.id === producerId) return { owner, slot, producer };
    }
  }
  return undefined;
}

/** Finds a data producer and whose it is. */
export function findDataProducer(media: SessionMedia, dataProducerId: string) {
  for (const owner of media.participants.values()) {
    for (const [channel, { dataProducer }] of owner.dataProducers) {
      if (dataProducer.id === dataProducerId) return { owner, channel };
    }
  }
  return undefined;
}
