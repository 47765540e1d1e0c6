import { createHmac, hkdfSync } from 'node:crypto';
import { brakeStore, brakeTable, livingBrakes, type Sql } from '@visavis/db';
import { RateLimiterPostgres, RateLimiterRes } from 'rate-limiter-flexible';

/** Slows guessing down, over all processes. */
export type Brake = {
  /**
   * Begins a try, which counts as failed until it has succeeded, so that many at once do not slip past.
   * @returns false while it is locked; such a try counts as none
   */
  begin: (name: string) => Promise<boolean>;
  /** Takes one try back. */
  succeed: (name: string) => Promise<void>;
  /** Which of these names are locked now. */
  locked: (names: readonly string[]) => Promise<Set<string>>;
  /** As if nothing had failed. */
  forget: (name: string) => Promise<void>;
};

export type Brakes = { account: Brake; address: Brake };

type Rule = {
  /** Failures without a lock; the next locks for 2 s, and each further one for twice as long. */
  free: number;
  /** How long failures are remembered, from the first. */
  windowSeconds: number;
};

/** A day: whoever guesses gets 100 tries a day, not 43,000. An address may be that of a whole office. */
const rules = {
  account: { free: 2, windowSeconds: 86_400 },
  address: { free: 60, windowSeconds: 3600 },
} as const satisfies Record<string, Rule>;
const lockSecondsMost = 900;

const lockSeconds = (rule: Rule, failures: number): number =>
  Math.min(lockSecondsMost, 2 ** Math.min(failures - rule.free, 10));

function createBrake(sql: Sql, kek: Buffer, kind: keyof typeof rules): Brake {
  const rule: Rule = rules[kind];
  const key = Buffer.from(hkdfSync('sha384', kek, Buffer.alloc(0), `visavis brake ${kind} v1`, 32));
  // the table tells nobody who tried, not even by trying names
  const hashed = (name: string) => createHmac('sha256', key).update(name).digest('base64url');
  const counter = (keyPrefix: string, points: number, duration: number) =>
    new RateLimiterPostgres({
      storeClient: brakeStore(sql),
      storeType: 'client',
      tableName: brakeTable,
      tableCreated: true,
      clearExpiredByTimeout: false,
      keyPrefix,
      points,
      duration,
    });
  const failures = counter(`${kind}-failures`, Number.MAX_SAFE_INTEGER, rule.windowSeconds);
  const locks = counter(`${kind}-lock`, 1, 1);

  const take = async (name: string, seconds: number): Promise<boolean> => {
    try {
      await locks.consume(name, 1, { customDuration: seconds });
      return true;
    } catch (error) {
      if (error instanceof RateLimiterRes) return false;
      throw error;
    }
  };

  return {
    // the same statements whether it is locked or not, so that time does not tell
    begin: async name => {
      const id = hashed(name);
      const failed = (await failures.get(id))?.consumedPoints ?? 0;
      const isFree = failed < rule.free;
      const taken = await take(isFree ? `${id}-free` : id, isFree ? 1 : lockSeconds(rule, failed + 1));
      const admitted = isFree || taken;
      const { consumedPoints } = await failures.consume(id, admitted ? 1 : 0);
      // of many that came at once and saw no failure yet, only so many are free
      return admitted && (!isFree || consumedPoints <= rule.free);
    },
    succeed: async name => {
      await failures.reward(hashed(name));
    },
    locked: async names => {
      const keys = new Map(names.map(name => [name, locks.getKey(hashed(name))]));
      const living = await livingBrakes(sql, [...keys.values()]);
      return new Set(names.filter(name => living.has(keys.get(name) ?? '')));
    },
    forget: async name => {
      const id = hashed(name);
      await Promise.all([failures.delete(id), locks.delete(id)]);
    },
  };
}

export const createBrakes = (sql: Sql, kek: Buffer): Brakes => ({
  account: createBrake(sql, kek, 'account'),
  address: createBrake(sql, kek, 'address'),
});
