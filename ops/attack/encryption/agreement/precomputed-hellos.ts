import { createHash, randomBytes, type Hash } from 'node:crypto';
import type { Attack } from '../../attack.ts';
import { digitsOf, labelled, lp, RANDOM_LENGTH } from '../hostile/agreement.ts';
import { honestContext } from '../hostile/victim.ts';
import { finishBetween, stepBetween, type InTheMiddle } from './in-the-middle.ts';
import { withoutCommitment } from './patches.ts';

const atLeast = 1_000_000;
const atMost = 20_000_000;
const inThousands = (value: number): string => value.toLocaleString('en');

/** Everything that is hashed before the random bytes of a hello_c, and what follows. */
function prepare({ asCustomer, helloA }: InTheMiddle): { begun: Hash; rest: Buffer } {
  const whole = labelled('code', asCustomer.commit, asCustomer.helloC, helloA);
  const rest = lp(helloA);
  const before = whole.subarray(0, whole.length - rest.length - RANDOM_LENGTH);
  return { begun: createHash('sha384').update(before), rest };
}

/** Tries hellos that differ in their random bytes alone; each is as good a hello as any other. */
function search(middle: InTheMiddle, tries: number): { tried: number; found: Buffer[] } {
  const { begun, rest } = prepare(middle);
  const random = randomBytes(RANDOM_LENGTH);
  const found: Buffer[] = [];
  let tried = 0;
  while (tried < tries || (found.length === 0 && tried < atMost)) {
    random.writeUInt32BE(tried++);
    const code = digitsOf(begun.copy().update(random).update(rest).digest());
    if (code !== middle.customerCode) continue;
    const { helloC } = middle.asCustomer;
    found.push(Buffer.concat([helloC.subarray(0, helloC.length - RANDOM_LENGTH), random]));
    if (tried >= tries) break;
  }
  return { tried, found };
}

/** In the middle, with a heap of hellos out of which to choose the one that gives both ends the same code. */
export const precomputedHellos: Attack = {
  name: 'precomputed-hellos',
  by: "The agent's end takes only the hello that was committed to before it gave its own (R7): of any number of hellos, one is left.",
  defence: [withoutCommitment],
  run: async (house, size) => {
    const context = await honestContext(house);
    const middle = await stepBetween(house, { customer: context, agent: context });
    const { tried, found } = search(middle, Math.ceil(atLeast * size));
    const [chosen] = found;
    if (!chosen) throw new Error(`none of ${tried} hellos gave the customer's code`);
    const searched = `${inThousands(tried)} hellos tried, ${found.length} gave the customer's code`;
    const { hearsBoth, codes, refused } = await finishBetween(house, middle, chosen);
    if (!codes) return { succeeded: false, seen: `${searched}; the agent's end refused it: ${refused}` };
    return {
      succeeded: hearsBoth && codes.customer === codes.agent,
      seen: `${searched}; both ends showed ${codes.agent} and the server opened frames of both`,
      codes,
    };
  },
};

/** The server draws the agent's hello out with a promise of nothing, and makes its own hello afterwards. */
export const withheldCommitment: Attack = {
  name: 'withheld-commitment',
  by: "The agent's end refuses a hello that does not open the commitment it was given, whatever that was (R7).",
  defence: [withoutCommitment],
  run: async house => {
    const context = await honestContext(house);
    const nothing = Buffer.alloc(48);
    const middle = await stepBetween(house, { customer: context, agent: context }, nothing);
    const { hearsBoth, refused } = await finishBetween(house, middle, middle.asCustomer.helloC, nothing);
    return {
      succeeded: hearsBoth,
      seen: hearsBoth
        ? 'the agent took a hello that was chosen after its own; the server opened frames of both ends'
        : `the agent's end refused the hello chosen afterwards: ${refused}`,
    };
  },
};
