import type { Role } from '@visavis/protocol';

/** What a signed-in person may want to do; every console endpoint names one. */
export const actions = {
  /** Own session, password and second factor: all that is left to who must change the password. */
  manage_own_account: ['agent', 'supervisor', 'compliance', 'administrator'],
  /** Own devices. */
  be_signed_in: ['agent', 'supervisor', 'compliance', 'administrator'],
  certify_device: ['compliance'],
  order: ['administrator', 'supervisor', 'compliance'],
  list_identifications: ['administrator', 'supervisor', 'compliance'],
  list_contracts: ['administrator', 'supervisor', 'compliance'],
  open_evidence: ['compliance'],
  change_retention: ['compliance'],
  manage_recipients: ['compliance'],
  see_deletions: ['compliance'],
  /** Calls, their evidence and decision: besides, only in one's own attempts. */
  identify: ['agent'],
  /** See the calls that are under way, and join one, seen by both ends. */
  supervise: ['supervisor'],
} as const satisfies Record<string, readonly Role[]>;

export type Action = keyof typeof actions;

/** The one place where roles are asked. */
export const isPermitted = (roles: readonly Role[], action: Action): boolean =>
  roles.some(role => (actions[action] as readonly Role[]).includes(role));
