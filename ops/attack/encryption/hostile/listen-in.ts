import type { WrapKeys } from '@visavis/e2ee';
import type { House } from '../../house.ts';
import { AGENT, CUSTOMER, join, mediaEnd, voice } from './media.ts';

const spoken = 'my date of birth is the first of April';

/**
 * An end sends its sender key and a frame as it does in a call; the attacker opens both with the keys it holds.
 * @returns whether the attacker has heard what was said
 */
export async function hears(
  house: House,
  victim: { as: 'customer' | 'agent'; wrap: WrapKeys },
  attacker: WrapKeys,
): Promise<boolean> {
  const [mine, its] = victim.as === 'customer' ? [AGENT, CUSTOMER] : [CUSTOMER, AGENT];
  const [end, ear] = [await mediaEnd(house, its), await mediaEnd(house, mine)];
  await join(end, victim.wrap);
  await join(ear, attacker);
  await ear.session.takePeerKey(its, end.lastKey());
  const heard = await ear.open('microphone', its, await end.seal('microphone', voice(spoken)));
  return Buffer.from(heard).toString() === spoken;
}
