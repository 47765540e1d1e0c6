import { createHmac } from 'node:crypto';
import type { Config } from '../config.ts';

const validSeconds = 4 * 3600;

/**
 * Credentials for a TURN server with a shared secret: `{expiry}:{name}` and its HMAC-SHA-1
 * (draft-uberti-behave-turn-rest-00 section 2.2, as coturn's `use-auth-secret` reads them).
 */
export function iceServers(
  turn: Config['turn'],
  name: string,
  now = Date.now(),
): { urls: string[]; username: string; credential: string }[] {
  if (!turn) return [];
  const username = `${Math.floor(now / 1000) + validSeconds}:${name}`;
  return [
    {
      urls: turn.urls,
      username,
      // eslint-disable-next-line no-restricted-syntax -- all that coturn reads; guards no content
      credential: createHmac('sha1', turn.secret).update(username).digest('base64'),
    },
  ];
}
