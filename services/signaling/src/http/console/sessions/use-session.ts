import { consoleApi } from '@visavis/protocol';
import { secondsLeftOf } from '../../../access/session.ts';
import { consoleRoute } from '../../mount.ts';

/** That it was asked was the use. */
export const useSession = consoleRoute(consoleApi.useSession, async ({ context, request }) => ({
  secondsLeft: await secondsLeftOf(context, request),
}));
