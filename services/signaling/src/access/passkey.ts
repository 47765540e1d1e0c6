import { randomBytes } from 'node:crypto';
import {
  addPasskey,
  addPasskeyChallenge,
  asPlatform,
  findPasskey,
  listPasskeys,
  takePasskeyChallenge,
  type Passkey,
  type StaffUser,
  type Transaction,
} from '@visavis/db';
import type {
  PasskeyAssertion,
  PasskeyCreation,
  PasskeyRegistration,
  PasskeyRequest,
} from '@visavis/protocol';
import {
  generateRegistrationOptions,
  verifyAuthenticationResponse,
  verifyRegistrationResponse,
} from '@simplewebauthn/server';
import type { Context } from '../context.ts';
import { Refused } from '../http/refused.ts';
import { nobodysPublicKey } from './nobodys-passkey.ts';

/** How long somebody may take to touch their authenticator. */
const challengeSeconds = 180;
/** More than anybody carries. */
const passkeysMost = 10;
/** Section 5.8.5: ES256, EdDSA and RS256 are what authenticators have. */
const algorithms = [-7, -8, -257];

const siteOf = (agentOrigin: string) => new URL(agentOrigin).hostname;
const bytesOf = (base64url: string) => Buffer.from(base64url, 'base64url');

/** Anybody may ask: it names nobody, and is good for one answer. */
export async function requestAssertion({ sql, config }: Context): Promise<PasskeyRequest> {
  const challenge = randomBytes(32).toString('base64url');
  const challengeId = await asPlatform(sql, transaction =>
    addPasskeyChallenge(transaction, { userId: null, challenge, seconds: challengeSeconds }),
  );
  return {
    challengeId,
    options: {
      challenge,
      rpId: siteOf(config.agentOrigin),
      timeout: challengeSeconds * 1000,
      userVerification: 'required',
    },
  };
}

/** Which passkey answered, and how far it has counted; null when the answer is wrong in any way. */
export type PasskeyUse = Pick<Passkey, 'id' | 'counter'> | null;

/**
 * Takes the challenge away and looks at the answer, section 7.2. A passkey that is not this person's is looked at under a
 * key that nobody has, so that it costs the same.
 */
export async function readAssertion(
  { sql, config }: Pick<Context, 'sql' | 'config'>,
  userId: string | undefined,
  { challengeId, response }: PasskeyAssertion,
): Promise<PasskeyUse> {
  const credentialId = bytesOf(response.rawId);
  const nobody = '00000000-0000-0000-0000-000000000000';
  const [challenge, passkey] = await asPlatform(sql, async transaction => [
    await takePasskeyChallenge(transaction, challengeId, null),
    await findPasskey(transaction, userId ?? nobody, credentialId),
  ]);
  const isRight = await verifyAuthenticationResponse({
    response: response,
    expectedChallenge: challenge ?? randomBytes(32).toString('base64url'),
    expectedOrigin: config.agentOrigin,
    expectedRPID: siteOf(config.agentOrigin),
    requireUserVerification: true,
    credential: {
      id: response.id,
      publicKey: new Uint8Array(passkey?.publicKey ?? nobodysPublicKey),
      counter: passkey?.counter ?? 0,
    },
    // what is malformed is wrong, and no more is said about it
  }).catch(() => undefined);
  if (!isRight?.verified || !passkey || challenge === undefined) return null;
  return { id: passkey.id, counter: isRight.authenticationInfo.newCounter };
}

/** Of a person who has shown both factors. @throws Refused `conflict` when they have as many as may be */
export async function beginRegistration(
  transaction: Transaction,
  agentOrigin: string,
  user: StaffUser,
): Promise<PasskeyCreation> {
  const passkeys = await listPasskeys(transaction, user.id);
  if (passkeys.length >= passkeysMost) throw new Refused('conflict');
  const options = await generateRegistrationOptions({
    rpName: 'Visavis',
    rpID: siteOf(agentOrigin),
    userID: new Uint8Array(Buffer.from(user.id.replaceAll('-', ''), 'hex')),
    userName: user.email,
    userDisplayName: user.name,
    challenge: new Uint8Array(randomBytes(32)),
    timeout: challengeSeconds * 1000,
    // whose authenticator it is we do not ask: the person has shown both factors
    attestationType: 'none',
    // found without being named, so that a sign-in need not say which there are
    authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
    excludeCredentials: passkeys.map(({ credentialId }) => ({ id: credentialId.toString('base64url') })),
    supportedAlgorithmIDs: algorithms,
  });
  const { challenge } = options;
  const challengeId = await addPasskeyChallenge(transaction, {
    userId: user.id,
    challenge,
    seconds: challengeSeconds,
  });
  return { challengeId, options: { ...options } };
}

/** Section 7.1. @throws Refused `passkey_refused`, also for one that somebody has already */
export async function finishRegistration(
  { sql, config }: Pick<Context, 'sql' | 'config'>,
  user: StaffUser,
  { challengeId, name, response }: PasskeyRegistration,
  act: (transaction: Transaction) => Promise<void>,
): Promise<void> {
  const challenge = await asPlatform(sql, transaction =>
    takePasskeyChallenge(transaction, challengeId, user.id),
  );
  if (challenge === undefined) throw new Refused('passkey_refused');
  const made = await verifyRegistrationResponse({
    response: response,
    expectedChallenge: challenge,
    expectedOrigin: config.agentOrigin,
    expectedRPID: siteOf(config.agentOrigin),
    requireUserVerification: true,
    supportedAlgorithmIDs: algorithms,
  }).catch(() => undefined);
  if (!made?.verified) throw new Refused('passkey_refused');
  const { credential, credentialBackedUp } = made.registrationInfo;
  await asPlatform(sql, async transaction => {
    const isNew = await addPasskey(transaction, {
      userId: user.id,
      credentialId: bytesOf(credential.id),
      publicKey: Buffer.from(credential.publicKey),
      counter: credential.counter,
      name,
      isSynced: credentialBackedUp,
    });
    if (!isNew) throw new Refused('passkey_refused');
    await act(transaction);
  });
}
