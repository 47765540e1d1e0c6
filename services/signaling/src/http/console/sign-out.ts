import { promisify } from 'node:util';
import { consoleApi } from '@visavis/protocol';
import { cookieName } from '../../access/session.ts';
import { consoleRoute } from '../mount.ts';

export const signOut = consoleRoute(consoleApi.signOut, async ({ context, request, response }) => {
  const { session } = request;
  await promisify(session.destroy.bind(session))();
  response.clearCookie(cookieName(context.config.agentOrigin), { path: '/' });
});
