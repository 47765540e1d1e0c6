import {
  jws,
  localized,
  publicJwk,
  retentionDays,
  retentionDaysDefault,
  roles,
  rulesetIds,
} from '@visavis/protocol';
import { z } from 'zod';

const name = z.string().trim().min(1).max(200);
/** Chosen by the caller where something signed names it before it exists here; else made. */
const id = z.uuid().optional();

const people = z
  .array(
    z.strictObject({
      id,
      email: z.email().max(254),
      name,
      roles: z.array(z.enum(roles)).min(1),
      /** Whoever provisions knows the password; only an example is left with it. */
      passwordMustChange: z.boolean().default(true),
    }),
  )
  .max(100);

/** What `create` makes: a tenant with a contract, its people and an API key; and who identifies under the contract. */
export const createInput = z.strictObject({
  tenant: z.strictObject({ id, name, rootKey: publicJwk }),
  contract: z.strictObject({
    id,
    name,
    purpose: localized,
    ruleset: z.enum(rulesetIds),
    retentionDays: retentionDays.default(retentionDaysDefault),
    purgeOnAcknowledge: z.boolean().default(false),
    recipientList: jws.nullable().default(null),
  }),
  users: people,
  /** An ident centre that is granted the contract. */
  centre: z
    .strictObject({
      name,
      users: people,
      /** Until when its agents were taught the contract's ruleset; null: not yet, so that no call comes to them. */
      trainedUntil: z.iso.date().nullable().default(null),
    })
    .nullable()
    .default(null),
  apiKeyLabel: name,
});
export type CreateInput = z.infer<typeof createInput>;

export type CreatedUser = { id: string; email: string; password: string; totpSecret: string };

/** Secrets are in this answer and nowhere else. */
export type Created = {
  tenant: { id: string };
  contract: { id: string };
  users: CreatedUser[];
  centre: { id: string; users: CreatedUser[] } | null;
  apiKey: { id: string; key: string };
};

export const certifyInput = z.strictObject({ tenantId: z.uuid(), deviceId: z.uuid(), certificate: jws });
export const testObjectInput = z.strictObject({ contractId: z.uuid() });
export const openInput = z.strictObject({ contractId: z.uuid(), opened: z.string().max(100) });
