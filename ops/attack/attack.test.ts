import { randomUUID } from 'node:crypto';
import { consoleApi, tenantApi, type Endpoint } from '@visavis/protocol';
import { testDatabase } from '@visavis/test-kit';
import { describe, expect, inject, it, test } from 'vitest';
import type { Attack } from './attack.ts';
import { copyWithout, misfits } from './copy.ts';
import { attacks as accessAttacks } from './access/index.ts';
import { bodyFor } from './access/rights/bodies.ts';
import { tryTogether } from './access/try.ts';
import { attacks } from './encryption/index.ts';
import { readAttackOptions } from './options.ts';
import { isProven, tryAll } from './run.ts';
import { suiteOf } from './suites.ts';
import { inWords } from './words.ts';

const all = [...attacks, ...accessAttacks];

/** A copy of the house and two stacks take long on two busy cores. */
const patience = 240_000;

describe('every attack', () => {
  it('has a name of its own', () => {
    expect(new Set(all.map(({ name }) => name)).size).toBe(all.length);
  });

  it.each(all.map(attack => [attack.name, attack] as const))(
    '%s takes out a defence that is there exactly once',
    (_, { defence }) => {
      expect(defence.length).toBeGreaterThan(0);
      expect(misfits(defence)).toEqual([]);
    },
  );

  it('has no control where the defence is not found: a copy that changes nothing proves nothing', () => {
    const gone = [{ file: 'packages/e2ee/src/index.ts', find: 'not in there', replace: '' }];
    expect(() => copyWithout(gone)).toThrow('packages/e2ee/src/index.ts: 0 times');
  });
});

test.each([...Object.values<Endpoint>(consoleApi), ...Object.values<Endpoint>(tenantApi)])(
  'attacks know a body for $method $path',
  endpoint => {
    expect(bodyFor(endpoint, randomUUID) === undefined).toBe(endpoint.body === undefined);
  },
);

describe('a sample of the attacks', () => {
  it(
    'is stopped, and succeeds without the defence',
    async () => {
      const sample = attacks.filter(({ sampled }) => sampled);
      const { tried, errors } = await tryAll(sample, () => undefined, { size: 0.05 });
      expect(errors).toEqual([]);
      expect(tried.filter(one => !isProven(one))).toEqual([]);
      expect(tried.map(({ name }) => name)).toEqual(sample.map(({ name }) => name));
      expect(tried.find(({ transitions }) => transitions)?.transitions).toMatchObject({
        count: 500,
        clear: 0,
        unverified: 0,
      });
      expect(inWords(tried, [])).toContain('4 attacks tried, 4 stopped; 4 of 4 controls succeeded');
    },
    patience,
  );

  it(
    'is stopped by a running stack, and succeeds where its defence is missing',
    async () => {
      // the roles of the database are there afterwards
      const database = await testDatabase();
      await database.drop();
      const sample = accessAttacks.filter(({ sampled }) => sampled);
      const postgresUrl = inject('postgresUrl');
      const { tried, errors } = await tryTogether(sample, () => undefined, { postgresUrl });
      expect(errors).toEqual([]);
      expect(tried.filter(one => !isProven(one))).toEqual([]);
      expect(tried.map(({ name }) => name)).toEqual(sample.map(({ name }) => name));
    },
    patience,
  );

  it('is an error, not a success, when the attack itself breaks', async () => {
    const unknown: Attack = { name: 'unknown', by: '', defence: [], run: () => Promise.reject(new Error()) };
    const { tried, errors } = await tryAll([unknown], () => undefined);
    expect(tried).toEqual([]);
    expect(errors).toEqual([
      { name: 'unknown', error: expect.stringContaining('no attack "unknown"') as string },
    ]);
  });
});

describe('npm run attack', () => {
  it('takes known suites, all if none is named', async () => {
    expect(readAttackOptions(['--json'], ['a', 'b'])).toEqual({ json: true, only: [], suites: ['a', 'b'] });
    expect(readAttackOptions(['b', '--only', 'x'], ['a', 'b'])).toEqual({
      json: false,
      only: ['x'],
      suites: ['b'],
    });
    expect(() => readAttackOptions(['c'], ['a', 'b'])).toThrow('no suite "c"; there are: a, b');
    await expect(suiteOf('c')).rejects.toThrow('no suite "c"');
  });
});
