import { expect, it } from 'vitest';
import { openAlarm, sealAlarm } from './alarm.ts';

it('R39 an alarm opens at the other end, in its own attempt and unchanged', async () => {
  const key = await crypto.subtle.generateKey({ name: 'AES-GCM', length: 256 }, false, [
    'encrypt',
    'decrypt',
  ]);
  const sealed = await sealAlarm('attempt-1', 'unknown_participant', key);
  expect(await openAlarm('attempt-1', sealed, key)).toBe('unknown_participant');
  await expect(openAlarm('attempt-2', sealed, key)).rejects.toMatchObject({ code: 'not_authentic' });
  for (let at = 2; at < sealed.length; at++) {
    const changed = sealed.slice();
    changed[at] = (changed[at] ?? 0) ^ 1;
    await expect(openAlarm('attempt-1', changed, key)).rejects.toMatchObject({ code: 'not_authentic' });
  }
});
