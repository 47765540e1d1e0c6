import { consoleApi } from '@visavis/protocol';
import { secondsLeftOf } from '../../access/session.ts';
import { consoleRoute } from '../mount.ts';
import { viewSession } from '../views.ts';

export const readSession = consoleRoute(consoleApi.readSession, async ({ context, user, request }) =>
  viewSession(user, request, context.config.customerOrigin, await secondsLeftOf(context, request)),
);
