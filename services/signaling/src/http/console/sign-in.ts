import { consoleApi } from '@visavis/protocol';
import type { RequestHandler } from 'express';
import type { Authenticator } from '../../access/authenticator.ts';
import { staffOf } from '../../access/session.ts';
import type { Context } from '../../context.ts';
import { Refused } from '../refused.ts';
import { viewSession } from '../views.ts';

const { reply, status } = consoleApi.signIn;

export function signInHandlers(context: Context, authenticator: Authenticator): RequestHandler[] {
  return [
    authenticator.signIn,
    (request, response) => {
      const user = staffOf(request);
      if (!user) throw new Refused('unauthenticated');
      response.status(status).json(reply.parse(viewSession(user, request, context.config.customerOrigin)));
    },
  ];
}
