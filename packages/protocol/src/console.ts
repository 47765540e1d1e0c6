import { z } from 'zod';
import { identificationView } from './identification.ts';
import { id, instant, jws, publicJwk } from './primitives.ts';

export const roles = ['agent', 'supervisor', 'compliance', 'administrator'] as const;
export type Role = (typeof roles)[number];

export const sessionView = z.strictObject({
  user: z.strictObject({ id, name: z.string(), email: z.string(), roles: z.array(z.enum(roles)) }),
  tenant: z.strictObject({ id, name: z.string() }),
  customerOrigin: z.url(),
  /** Nothing else is allowed before. */
  mustChangePassword: z.boolean(),
  /** Came in by a recovery code: the authenticator may be lost. */
  shouldEnrol: z.boolean(),
});
export type SessionView = z.infer<typeof sessionView>;

/**
 * `role`: what the person wants to do with this key, `agent` if not said. A key is certified for one role: who has two
 * roles registers two keys.
 */
export const deviceRequest = z.strictObject({ publicKey: publicJwk, role: z.enum(roles).optional() });
export const deviceView = z.strictObject({
  id,
  status: z.enum(['requested', 'certified', 'revoked']),
  certificate: jws.nullable(),
  tenant: z.strictObject({ id, rootKey: publicJwk }),
});
export type DeviceView = z.infer<typeof deviceView>;

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
