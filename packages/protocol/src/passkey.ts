import { z } from 'zod';
import { base64url, id, instant } from './primitives.ts';

/*
 * Web Authentication Level 3 as JSON (section 5.8.1): what browsers give for `toJSON` and take for `parse…FromJSON`. A
 * browser may add members; those that nobody here reads are left out.
 */

const bytes = (most: number) => base64url.min(1).max(most);
const credential = {
  id: bytes(1400),
  rawId: bytes(1400),
  type: z.literal('public-key'),
  clientExtensionResults: z.object({}).default({}),
};

/** The answer of an authenticator that knows the person, to one challenge. */
export const passkeyAssertion = z.strictObject({
  challengeId: id,
  response: z.object({
    ...credential,
    response: z.object({
      clientDataJSON: bytes(4096),
      authenticatorData: bytes(4096),
      signature: bytes(1024),
      userHandle: bytes(128).optional(),
    }),
  }),
});
export type PasskeyAssertion = z.infer<typeof passkeyAssertion>;

/**
 * For `navigator.credentials.get`. No credentials are named: whose they are is not known yet, and whoever asks learns
 * nothing about anybody. The authenticator offers those that it has for this site.
 */
export const passkeyRequest = z.strictObject({
  challengeId: id,
  options: z.strictObject({
    challenge: base64url,
    rpId: z.string(),
    timeout: z.int(),
    userVerification: z.literal('required'),
  }),
});
export type PasskeyRequest = z.infer<typeof passkeyRequest>;

/** For `navigator.credentials.create`; made by the server for one person who has shown both factors. */
export const passkeyCreation = z.strictObject({
  challengeId: id,
  options: z.looseObject({ challenge: base64url }),
});
export type PasskeyCreation = z.infer<typeof passkeyCreation>;

const passkeyName = z.string().trim().min(1).max(60);

export const passkeyRegistration = z.strictObject({
  challengeId: id,
  name: passkeyName,
  response: z.object({
    ...credential,
    response: z.object({
      clientDataJSON: bytes(4096),
      attestationObject: bytes(16_384),
      transports: z.array(z.string().max(32)).max(8).optional(),
    }),
  }),
});
export type PasskeyRegistration = z.infer<typeof passkeyRegistration>;

export const passkeyRename = z.strictObject({ name: passkeyName });

export const passkeyView = z.strictObject({
  id,
  /** As its person calls it. */
  name: z.string(),
  /** Copied to the person's other devices by whoever made the authenticator. */
  isSynced: z.boolean(),
  createdAt: instant,
  usedAt: instant.nullable(),
});
export type PasskeyView = z.infer<typeof passkeyView>;
