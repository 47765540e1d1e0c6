import { asPlatform, findApiKey } from '@visavis/db';
import { apiKeyEndsHeader } from '@visavis/protocol';
import type { RequestHandler } from 'express';
import { apiKeySha384, bearerKey } from '../access/api-key.ts';
import { rateLimit } from '../access/rate-limit.ts';
import type { Context } from '../context.ts';
import { Refused } from './refused.ts';

/** Leaves `response.locals.apiKey` of type ApiKey. Each key may make 100 requests at once and 50 a second. */
export function apiKeyGuard({ sql }: Context): RequestHandler {
  const allows = rateLimit(100, 20);
  const allowsAddress = rateLimit(100, 20);
  return async (request, response, next) => {
    const key = bearerKey(request.headers.authorization);
    const apiKey = key && (await asPlatform(sql, transaction => findApiKey(transaction, apiKeySha384(key))));
    // known even if it is over: whose it was is on record
    if (apiKey) response.locals.apiKey = apiKey;
    if (!apiKey || apiKey.isOver) {
      const within = allowsAddress(request.ip ?? '');
      throw new Refused(within ? 'unauthenticated' : 'too_many_requests');
    }
    // whoever keeps the system reads its logs more often than our pages
    if (apiKey.endsSoonAt) response.setHeader(apiKeyEndsHeader, apiKey.endsSoonAt.toISOString());
    if (!allows(apiKey.id)) throw new Refused('too_many_requests');
    next();
  };
}
