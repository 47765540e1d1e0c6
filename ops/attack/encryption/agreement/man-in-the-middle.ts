import type { Attack } from '../../attack.ts';
import { honestContext } from '../hostile/victim.ts';
import { finishBetween, stepBetween } from './in-the-middle.ts';

/** Both ends agree with the server instead of each other: all that cryptography can do then is to show it. */
export const manInTheMiddle: Attack = {
  name: 'man-in-the-middle',
  by: 'The security code is made of both hellos and the commitment (R11): read aloud, it differs, and the agent does not confirm it.',
  needsCode: true,
  defence: [
    {
      file: 'packages/e2ee/src/agreement/transcript.ts',
      find: "labelledHash('code', commit, helloC, helloA)",
      replace: "labelledHash('code', helloC.subarray(0, 60))",
    },
  ],
  run: async house => {
    const context = await honestContext(house);
    const middle = await stepBetween(house, { customer: context, agent: context });
    const { hearsBoth, codes, refused } = await finishBetween(house, middle);
    if (!codes) return { succeeded: false, seen: `an end refused: ${refused}` };
    const differ = codes.customer !== codes.agent;
    return {
      succeeded: hearsBoth && !differ,
      seen: `with a root of its own named to a customer without fingerprint, the server ${hearsBoth ? 'opened frames of both ends' : 'opened nothing'}; the codes ${differ ? 'differed' : 'were the same'}`,
      codes,
    };
  },
};
