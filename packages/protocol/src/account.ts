import { z } from 'zod';
import { passkeyAssertion, type PasskeyAssertion } from './passkey.ts';

/** Six digits of an authenticator app. */
export const totpCode = z.string().regex(/^\d{6}$/);
const recoveryCode = z.string().min(24).max(64);
const password = z.string().min(1).max(256);

/** What a person shows besides the password. */
export type SecondFactor =
  | { kind: 'totp'; code: string }
  | { kind: 'recovery_code'; code: string }
  | { kind: 'passkey'; assertion: PasskeyAssertion };

const eitherFactor = {
  totp: totpCode.optional(),
  recoveryCode: recoveryCode.optional(),
  passkey: passkeyAssertion.optional(),
};
type EitherFactor = {
  totp?: string | undefined;
  recoveryCode?: string | undefined;
  passkey?: PasskeyAssertion | undefined;
};

/** Exactly one; the field named when it is neither is the usual one. */
const onlyOne = ({ totp, recoveryCode, passkey }: EitherFactor, context: z.RefinementCtx): void => {
  if ([totp, recoveryCode, passkey].filter(factor => factor !== undefined).length !== 1)
    context.addIssue({ code: 'custom', path: ['totp'], message: 'a code, a recovery code or a passkey' });
};

/** @throws TypeError for what no schema lets through */
export function secondFactorOf({ totp, recoveryCode, passkey }: EitherFactor): SecondFactor {
  if (totp !== undefined) return { kind: 'totp', code: totp };
  if (recoveryCode !== undefined) return { kind: 'recovery_code', code: recoveryCode };
  if (passkey !== undefined) return { kind: 'passkey', assertion: passkey };
  throw new TypeError('no second factor');
}

/** Both factors in one request: there is no half-signed-in state. */
export const signInRequest = z
  .strictObject({ email: z.email().max(254), password, ...eitherFactor })
  .superRefine(onlyOne);

/** Who changes how they sign in shows both factors again. */
export const ownFactors = z.strictObject({ password, ...eitherFactor }).superRefine(onlyOne);

/** Who is signed in shows the second factor again before what matters most. */
export const confirmation = z.strictObject(eitherFactor).superRefine(onlyOne);

export const passwordChange = z
  .strictObject({ password, ...eitherFactor, newPassword: password })
  .superRefine(onlyOne);

export const accountView = z.strictObject({
  recoveryCodesLeft: z.number().int().min(0),
});
export type AccountView = z.infer<typeof accountView>;

/** For the authenticator app; `uri` is what the QR code holds. */
export const totpEnrolment = z.strictObject({ secret: z.string(), uri: z.string() });
export type TotpEnrolment = z.infer<typeof totpEnrolment>;

/** A code of the app that has just been set up. */
export const totpConfirmation = z.strictObject({ totp: totpCode });

/** Shown this once. */
export const recoveryCodes = z.strictObject({ recoveryCodes: z.array(z.string()) });
export type RecoveryCodes = z.infer<typeof recoveryCodes>;

const token = z.string().regex(/^[A-Za-z0-9_-]{43}$/);

export const invitationRequest = z.strictObject({ token });

export const invitationView = z.strictObject({
  user: z.strictObject({ name: z.string(), email: z.string() }),
  organisation: z.string(),
  /** False: the present password is asked for. */
  setsPassword: z.boolean(),
  /** To be set up and confirmed. Null: a code of the present app, or a recovery code, is asked for. */
  totp: totpEnrolment.nullable(),
});
export type InvitationView = z.infer<typeof invitationView>;

/** Password and code: the new ones where the link sets them, else the present ones. */
export const invitationAcceptance = z.strictObject({ token, password, ...eitherFactor }).superRefine(onlyOne);
