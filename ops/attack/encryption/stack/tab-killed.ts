import type { Attack } from '../../attack.ts';

/** The agent's tab dies while a segment is being uploaded; the call goes on in a new one, and is recorded again. */
export const tabKilled: Attack = {
  name: 'tab-killed-mid-upload',
  by: 'Every start of a recorder makes a content key of its own (R31): what was left is uploaded as it was, what comes is sealed anew.',
  defence: [
    {
      file: 'packages/e2ee/src/evidence/content-key.ts',
      find: 'const raw = randomBytes(32);',
      replace: 'const raw = new Uint8Array(32).fill(5);',
    },
  ],
  builds: true,
  run: async house => {
    // loaded only here: the other attacks of the suite start sooner without browser and storage
    const { killTab } = await import('./kill-tab.ts');
    return killTab(house);
  },
};
