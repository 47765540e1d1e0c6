import { median, percentile } from '../e2ee/in-browser/statistics.ts';
import { compared, type BenchResult, type Suite } from '../result.ts';
import { measureLogin, type LoginCost } from './measure.ts';

const ROUNDS = 5;
const MILLISECONDS = 6000;
/** Of what argon2 alone gives. */
const SIGN_INS_AIM = 0.9;
/** While sign-ins are saturated, beside idle. */
const OTHERS_AIM = 6;

const slowest = (values: readonly number[]) => percentile(values, 0.99);

export const loginResults = (cost: LoginCost): BenchResult[] => {
  const { signIns, idle, saturated } = cost;
  const beside = (name: string, during: readonly number[], before: readonly number[]) =>
    compared(
      {
        name: `${name} while sign-ins are saturated, 99 of 100 below`,
        value: slowest(during),
        unit: 'ms',
        better: 'lower',
      },
      slowest(before),
      'idle',
      OTHERS_AIM,
    );
  const besideHashes = (hashes: readonly number[], are: string) =>
    compared(
      { name: 'sign-ins through the server', value: median(signIns), unit: '/s', better: 'higher' },
      median(hashes),
      are,
      SIGN_INS_AIM,
    );
  return [
    besideHashes(cost.hashes, 'argon2 alone on the same cores'),
    besideHashes(cost.hashesInKeptMemory, 'argon2 alone, with memory kept like the service'),
    beside('other requests', saturated.requests, idle.requests),
    beside('media signaling', saturated.events, idle.events),
  ];
};

/** How many people are let in a second, and what everybody else notices of it. */
export const benchLogin: Suite = async progress =>
  loginResults(await measureLogin(ROUNDS, MILLISECONDS, progress));
