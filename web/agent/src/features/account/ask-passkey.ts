import { passkeyAssertion, type PasskeyAssertion } from '@visavis/protocol';
import { startAuthentication } from '@simplewebauthn/browser';
import { callApi } from '../../api/client.ts';

/**
 * Lets the person choose one of the passkeys that this browser, or a device near it, has for this site.
 * @throws ApiError, or whatever the browser gives when nothing was chosen
 */
export async function askPasskey(): Promise<PasskeyAssertion> {
  const { challengeId, options } = await callApi('requestPasskey', {});
  return passkeyAssertion.parse({
    challengeId,
    response: await startAuthentication({ optionsJSON: options }),
  });
}
