import { consoleApi } from '@visavis/protocol';
import { consoleRoute } from '../mount.ts';
import { viewSession } from '../views.ts';

export const readSession = consoleRoute(consoleApi.readSession, ({ context, user, request }) =>
  Promise.resolve(viewSession(user, request, context.config.customerOrigin)),
);
