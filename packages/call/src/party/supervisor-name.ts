import type { RosterMember } from './roster.ts';

/**
 * The supervisor's name for a screen, null if there is none.
 * @param before what the screen showed: while keys are agreed anew nobody knows who is there, and who was still counts
 */
export const supervisorName = (roster: readonly RosterMember[], before: string | null): string | null =>
  roster.length === 0
    ? before
    : (roster.find(({ participant }) => participant === 'supervisor')?.name ?? null);
