import { expect, test } from 'vitest';
import { interruption } from './interruption.ts';

const attempt = {
  attemptId: 'a',
  state: 'active',
  ruleset: 'basic',
  rulesetVersion: 1,
  customerAway: 0,
  agentAway: 0,
  sfuNodeId: null,
  nodeLost: false,
} as const;

test('an end may be away for as long as the ruleset allows', () => {
  expect(interruption({ ...attempt, customerAway: 30 }, false)).toBeUndefined();
  expect(interruption({ ...attempt, customerAway: 31 }, false)).toBe('customer_left');
  expect(interruption({ ...attempt, agentAway: 31 }, false)).toBe('agent_left');
  expect(interruption({ ...attempt, agentAway: 31, customerAway: 40 }, false)).toBe('connection_lost');
});

test('an offer is not ended by absence: it runs out by itself', () => {
  expect(interruption({ ...attempt, state: 'offered', customerAway: 99 }, false)).toBeUndefined();
});

test('a node is lost only when neither its heartbeat nor its control socket is there', () => {
  expect(interruption({ ...attempt, nodeLost: true }, true)).toBeUndefined();
  expect(interruption({ ...attempt, nodeLost: true }, false)).toBe('media_node_lost');
});
