import { expect, it } from 'vitest';
import { openRosterSeen, sealRosterSeen } from './roster-seen.ts';

it('R34 the word that a change is shown opens only for its attempt, number and key', async () => {
  const make = () =>
    crypto.subtle.generateKey({ name: 'AES-GCM', length: 256 }, false, ['encrypt', 'decrypt']);
  const [key, other] = [await make(), await make()];
  const sealed = await sealRosterSeen('attempt-1', 7, key);
  expect(await openRosterSeen('attempt-1', sealed, key)).toBe(7);
  for (const opening of [
    openRosterSeen('attempt-2', sealed, key),
    openRosterSeen('attempt-1', sealed, other),
  ])
    await expect(opening).rejects.toMatchObject({ code: 'not_authentic' });
  for (let at = 2; at < sealed.length; at++) {
    const changed = sealed.slice();
    changed[at] = (changed[at] ?? 0) ^ 1;
    await expect(openRosterSeen('attempt-1', changed, key)).rejects.toMatchObject({ code: 'not_authentic' });
  }
});
