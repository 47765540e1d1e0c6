import type { Patch } from '../../attack.ts';

export const session = 'packages/e2ee/src/media/session.ts';
export const rosterChange = 'packages/e2ee/src/roster-change.ts';
export const follower = 'packages/call/src/party/follower.ts';
export const agreementAtAgent = 'packages/e2ee/src/agreement/agent.ts';

/** What comes from somebody whom nobody introduced is delivered at once. */
export const withoutIntroduction: Patch = {
  file: 'packages/call/src/party/unintroduced.ts',
  find: 'if (isPresent(from)) deliver(from, message);\n      else if (held.length',
  replace: 'if (from) deliver(from, message);\n      else if (held.length',
};

/** Data messages are opened also for those who are not in the roster. */
export const withoutPeers: Patch = {
  file: 'packages/e2ee/src/media/data-exchange.ts',
  find: ' || !keys.isPeer(from)',
  replace: '',
};
