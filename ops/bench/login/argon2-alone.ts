/* What argon2 alone gives: `node argon2-alone.ts <milliseconds>`, two at a time like the service. Prints hashes a second. */
import { randomBytes } from 'node:crypto';
import process from 'node:process';
import { argon2id, hash } from 'argon2';

/** Those of the service: RFC 9106, section 4, second recommended option. */
const parameters = { type: argon2id, memoryCost: 65_536, timeCost: 3, parallelism: 4 } as const;

const milliseconds = Number(process.argv[2]);
const start = performance.now();
let done = 0;
const work = async () => {
  while (performance.now() - start < milliseconds) {
    await hash(randomBytes(16), parameters);
    done += 1;
  }
};
await Promise.all([work(), work()]);
console.log((done * 1000) / (performance.now() - start));
