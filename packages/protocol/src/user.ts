import { z } from 'zod';
import type { ConsoleEndpoint } from './endpoint.ts';
import { list } from './list.ts';
import { organisationKinds, roles } from './organisation.ts';
import { id, instant } from './primitives.ts';

/**
 * invited: has yet to follow a link; link_expired: and it is over; locked: by wrong tries, for a time.
 */
export const userStates = ['active', 'locked', 'invited', 'link_expired', 'disabled'] as const;
export type UserState = (typeof userStates)[number];

/** A person as their administrator sees them. */
export const userView = z.strictObject({
  id,
  organisation: z.strictObject({ id, kind: z.enum(organisationKinds), name: z.string() }),
  email: z.string(),
  name: z.string(),
  roles: z.array(z.enum(roles)),
  state: z.enum(userStates),
  lastSignInAt: instant.nullable(),
});
export type UserView = z.infer<typeof userView>;
export const userList = list(userView);
/** So many at once; who has more names the organisation. */
export const usersListed = 1000;

export const personName = z.string().trim().min(1).max(200);
export const personEmail = z.email().max(254);
/** Of the organisation's kind. */
export const roleChoice = z
  .array(z.enum(roles))
  .min(1)
  .refine(some => new Set(some).size === some.length, 'each once');

export const userInvitation = z.strictObject({
  organisationId: id,
  email: personEmail,
  name: personName,
  roles: roleChoice,
});

/** What the person has lost; what is missing already is set anew too. */
export const userReset = z
  .strictObject({ password: z.boolean(), totp: z.boolean() })
  .refine(({ password, totp }) => password || totp, { path: ['password'], message: 'at least one' });

/** The only answer that carries the link: to be handed to its person. */
export const userLink = z.strictObject({ id, link: z.url() });
export type UserLink = z.infer<typeof userLink>;

export const userApi = {
  listUsers: {
    action: 'manage_users',
    method: 'get',
    path: '/api/console/users',
    summary: 'Whoever one administers, by organisation and name; at most 1000',
    query: z.strictObject({ organisationId: id.optional() }),
    status: 200,
    reply: userList,
    refusals: ['not_permitted'],
  },
  inviteUser: {
    action: 'manage_users',
    method: 'post',
    path: '/api/console/users',
    summary: 'Make an account and get the link for its person, this once',
    body: userInvitation,
    status: 201,
    reply: userLink,
    refusals: ['not_permitted', 'not_found', 'conflict'],
  },
  resetUser: {
    action: 'manage_users',
    method: 'post',
    path: '/api/console/users/{id}/reset',
    summary: 'What was lost opens nothing any more, all sessions end; the link to set it anew, this once',
    body: userReset,
    status: 200,
    reply: userLink,
    refusals: ['not_permitted', 'not_found', 'own_account', 'wrong_state'],
  },
  unlockUser: {
    action: 'manage_users',
    method: 'post',
    path: '/api/console/users/{id}/unlock',
    summary: 'End the lock of wrong tries before its time',
    status: 204,
    refusals: ['not_permitted', 'not_found', 'own_account', 'wrong_state'],
  },
  disableUser: {
    action: 'manage_users',
    method: 'post',
    path: '/api/console/users/{id}/disable',
    summary: 'The person signs in no more, all sessions end; may be repeated',
    status: 204,
    refusals: ['not_permitted', 'not_found', 'own_account', 'last_administrator'],
  },
  enableUser: {
    action: 'manage_users',
    method: 'post',
    path: '/api/console/users/{id}/enable',
    summary: 'The person signs in again, with what they had; may be repeated',
    status: 204,
    refusals: ['not_permitted', 'not_found', 'own_account'],
  },
  changeUserRoles: {
    action: 'manage_users',
    method: 'patch',
    path: '/api/console/users/{id}/roles',
    summary: 'Roles of the organisation’s kind; ends the person’s sessions when they change',
    body: z.strictObject({ roles: roleChoice }),
    status: 204,
    refusals: ['not_permitted', 'not_found', 'own_account', 'last_administrator'],
  },
} as const satisfies Record<string, ConsoleEndpoint>;
