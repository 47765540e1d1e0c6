import type { Attack } from '../../attack.ts';

/** Whoever runs the servers reads everything that they ever held for the pictures and voices of a call. */
export const everythingHeld: Attack = {
  name: 'everything-the-servers-held',
  by: 'Frames are sealed and opened in the workers of the two ends alone (R22), recordings sealed there before they are uploaded (R31).',
  defence: [
    {
      file: 'packages/e2ee/src/media/session.ts',
      find: "if (direction === 'send') return",
      replace: "if (slot) return frame;\n      if (direction === 'send') return",
    },
  ],
  builds: true,
  run: async house => {
    // loaded only here: the other attacks of the suite start sooner without browser and database
    const { searchHeld } = await import('./search-held.ts');
    return searchHeld(house);
  },
};
