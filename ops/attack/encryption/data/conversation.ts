import type { Bytes, DataChannelName } from '@visavis/e2ee';
import { attempt, type MediaEnd } from '../hostile/media.ts';

export const write = (
  { session }: Pick<MediaEnd, 'session'>,
  channel: DataChannelName,
  text: string,
): Promise<Bytes> => session.sealData(channel, Uint8Array.from(Buffer.from(text)));

/** Gives an end a message, as the server says whose and of which channel it is. @returns the refusal, if there is one */
export async function give(
  { session }: Pick<MediaEnd, 'session'>,
  from: number,
  channel: DataChannelName,
  sealed: Bytes,
): Promise<string | undefined> {
  const taken = await attempt(session.openData(from, channel, sealed.slice()));
  return 'refused' in taken ? taken.refused : undefined;
}

/** What the end's page was given so far. */
export const read = ({ posted }: Pick<MediaEnd, 'posted'>) =>
  posted.flatMap(message =>
    message.type === 'data'
      ? [{ from: message.from, channel: message.channel, text: Buffer.from(message.payload).toString() }]
      : [],
  );
