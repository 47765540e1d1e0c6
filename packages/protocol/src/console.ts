import { z } from 'zod';
import { identificationView } from './identification.ts';
import { organisationKinds, roles } from './organisation.ts';
import { id, instant, jws, publicJwk } from './primitives.ts';
import { secondsLeft, signInNews } from './session.ts';

export const sessionView = z.strictObject({
  user: z.strictObject({ id, name: z.string(), email: z.string(), roles: z.array(z.enum(roles)) }),
  organisation: z.strictObject({ id, kind: z.enum(organisationKinds), name: z.string() }),
  customerOrigin: z.url(),
  /** Nothing else is allowed before. */
  mustChangePassword: z.boolean(),
  /** Came in by a recovery code: the authenticator may be lost. */
  shouldEnrol: z.boolean(),
  /** In the answer to a sign-in only. */
  news: signInNews.nullable(),
  secondsLeft,
});
export type SessionView = z.infer<typeof sessionView>;

/**
 * `role`: what the person wants to do with this key, `agent` if not said. A key is for one role: who has two roles
 * registers two keys.
 */
export const deviceRoles = ['agent', 'supervisor', 'compliance', 'administrator'] as const;
export type DeviceRole = (typeof deviceRoles)[number];
export const deviceRequest = z.strictObject({ publicKey: publicJwk, role: z.enum(deviceRoles).optional() });

/** A tenant that the person's organisation works for: whose paper says what its root's fingerprint is. */
export const deviceTenant = z.strictObject({ id, name: z.string(), rootKey: publicJwk });
export type DeviceTenant = z.infer<typeof deviceTenant>;

/**
 * An administrator of the person's organisation approves the device, then each tenant that the organisation works for
 * certifies it with its own root.
 */
export const deviceView = z.strictObject({
  id,
  role: z.enum(deviceRoles),
  status: z.enum(['requested', 'approved', 'revoked']),
  tenants: z.array(z.strictObject({ ...deviceTenant.shape, certificate: jws.nullable() })),
});
export type DeviceView = z.infer<typeof deviceView>;

/** A device as a tenant sees it that certifies it. */
export const certifiedDevice = z.strictObject({
  id,
  role: z.enum(deviceRoles),
  status: z.enum(['requested', 'approved', 'revoked']),
  certificate: jws.nullable(),
});

/** Signed by the tenant's root for this device, its person and role. */
export const deviceCertificate = z.strictObject({ certificate: jws });

/** What is due when: one row an ended identification that is not purged. */
export const dueView = z.strictObject({ identification: identificationView, held: z.boolean() });

export const receiptView = z.strictObject({
  id,
  identificationId: id,
  deletedAt: instant,
  /** The whole receipt as `verifyReceipt` reads it: leaf, Merkle path and signed root. */
  receipt: z.unknown(),
});
export type ReceiptView = z.infer<typeof receiptView>;

/** As this installation shows it; whoever relies on it compares it with what the operator publishes elsewhere. */
export const receiptKey = z.strictObject({ publicKey: publicJwk });
