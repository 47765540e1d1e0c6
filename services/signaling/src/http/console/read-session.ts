import { consoleApi } from '@visavis/protocol';
import { consoleRoute } from '../mount.ts';
import { viewSession } from '../views.ts';

export const readSession = consoleRoute(consoleApi.readSession, 'be_signed_in', ({ context, user }) =>
  Promise.resolve(viewSession(user, context.config.customerOrigin)),
);
