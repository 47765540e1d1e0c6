import { consoleApi } from '@visavis/protocol';
import { addressOf } from '../../../access/address.ts';
import { requestAssertion } from '../../../access/passkey.ts';
import { rateLimit } from '../../../access/rate-limit.ts';
import { openRoute } from '../../mount.ts';
import { Refused } from '../../refused.ts';

/** Costs a row for three minutes: 30 at once from an address, then one a second. */
const allows = rateLimit(30, 1000);

export const requestPasskey = openRoute(consoleApi.requestPasskey, ({ context, request }) => {
  if (!allows(addressOf(request.ip))) throw new Refused('too_many_requests');
  return requestAssertion(context);
});
