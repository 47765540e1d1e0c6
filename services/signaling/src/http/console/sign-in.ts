import { consoleApi } from '@visavis/protocol';
import type { RequestHandler } from 'express';
import type { Authenticator } from '../../access/authenticator.ts';
import { rateLimit } from '../../access/rate-limit.ts';
import { staffOf } from '../../access/session.ts';
import type { Context } from '../../context.ts';
import { Refused } from '../refused.ts';
import { viewSession } from '../views.ts';

const { body, reply, status } = consoleApi.signIn;

/** The one endpoint without a session: 30 tries at once from an address, then one a second. */
export function signInHandlers(context: Context, authenticator: Authenticator): RequestHandler[] {
  const allows = rateLimit(30, 1000);
  return [
    (request, _response, next) => {
      if (!allows(request.ip ?? '')) throw new Refused('too_many_requests');
      body.parse(request.body);
      next();
    },
    authenticator.signIn,
    (request, response) => {
      const user = staffOf(request);
      if (!user) throw new Refused('unauthenticated');
      response.status(status).json(reply.parse(viewSession(user, context.config.customerOrigin)));
    },
  ];
}
