import { asOrganisation, findSignInNews } from '@visavis/db';
import { consoleApi } from '@visavis/protocol';
import type { RequestHandler } from 'express';
import type { Authenticator } from '../../access/authenticator.ts';
import { secondsLeftOf, staffOf } from '../../access/session.ts';
import type { Context } from '../../context.ts';
import { Refused } from '../refused.ts';
import { viewSession } from '../views.ts';

const { reply, status } = consoleApi.signIn;

export function signInHandlers(context: Context, authenticator: Authenticator): RequestHandler[] {
  return [
    authenticator.signIn,
    async (request, response) => {
      const user = staffOf(request);
      if (!user) throw new Refused('unauthenticated');
      const secondsLeft = await secondsLeftOf(context, request);
      const { organisationId, id } = user;
      const news = await asOrganisation(context.sql, organisationId, transaction =>
        findSignInNews(transaction, organisationId, id),
      );
      const view = viewSession(user, request, context.config.customerOrigin, secondsLeft, news);
      response.status(status).json(reply.parse(view));
    },
  ];
}
