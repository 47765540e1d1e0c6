import { allowedTransitions, rulesets } from '@visavis/protocol';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startStack, type Stack } from './stack.ts';

let stack: Stack;
beforeAll(async () => {
  stack = await startStack();
});
afterAll(async () => {
  await stack.stop();
});

test('the database allows exactly the transitions of the contract', async () => {
  const rows = await stack.database.sql<{ pair: string }[]>`
    select from_state || ' ' || to_state as pair from identification_transition`;
  const allowed = allowedTransitions().map(pair => pair.join(' '));
  expect(rows.map(({ pair }) => pair).sort()).toEqual([...new Set(allowed)].sort());
});

test('the database asks for exactly the steps of the rulesets, and for as long a conversation', async () => {
  const least = await stack.database.sql`select ruleset, version, least_seconds from ruleset`;
  expect([...least]).toEqual(
    rulesets.map(({ id, version, leastSeconds }) => ({ ruleset: id, version, least_seconds: leastSeconds })),
  );
  const rows = await stack.database.sql`
    select ruleset, version, step, mandatory, still, bound from ruleset_step order by ruleset, version, step`;
  const published = rulesets.flatMap(({ id, version, steps }) =>
    steps.map(({ step, mandatory, still, bound }) => ({
      ruleset: id,
      version,
      step,
      mandatory,
      still,
      bound,
    })),
  );
  const key = (row: { ruleset: string; version: number; step: string }) =>
    `${row.ruleset} ${row.version} ${row.step}`;
  expect([...rows]).toEqual(published.sort((a, b) => key(a).localeCompare(key(b))));
});
