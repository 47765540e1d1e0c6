import { consoleApi, policyReportsPath } from '@visavis/protocol';
import express, { type Express, type RequestHandler } from 'express';
import type { Authenticator } from '../access/authenticator.ts';
import { trustFront } from '../access/client-address.ts';
import type { Context } from '../context.ts';
import { apiKeyGuard } from './api-key-guard.ts';
import { consoleRoutes, openRoutes } from './console/index.ts';
import { signInHandlers } from './console/sign-in.ts';
import { errorHandler, noSuchRoute } from './errors.ts';
import { mountConsole, mountOpen, mountTenant } from './mount.ts';
import { methodGuard } from './method-guard.ts';
import { openapiHandler } from './openapi.ts';
import { originGuard } from './origin-guard.ts';
import { policyReports } from './policy-reports.ts';
import { refusalGuard } from './refusal-guard.ts';
import { securityHeaders } from './security-headers.ts';
import { webFiles } from './web-files.ts';
import { tenantRoutes } from './tenant/index.ts';

/** What a customer's origin may address by path. */
const customerPages = ['/', '/i/:id'];

/** JSON only; larger bodies are refused before they are read. */
const body = express.json({ limit: '64kb', strict: true });

const noStore: RequestHandler = (_request, response, next) => {
  response.setHeader('Cache-Control', 'no-store');
  next();
};

function origin({ config, log }: Context, own: string): Express {
  const app = express();
  app.disable('x-powered-by');
  app.disable('etag');
  trustFront(app, own, config);
  app.use(securityHeaders(config, own), methodGuard);
  app.post(policyReportsPath, policyReports(log));
  return app;
}

/** The customer's pages and the tenants' REST. */
export function customerApp(context: Context): Express {
  const { config, log, refusals } = context;
  const app = origin(context, config.customerOrigin);
  const api = express.Router();
  api.get('/api/v1/openapi.json', openapiHandler(config.customerOrigin));
  api.use('/api/v1', noStore, apiKeyGuard(context), body);
  for (const route of tenantRoutes) mountTenant(api, context, route);
  app.use(api, webFiles(`${config.webRoot}/customer/dist`, customerPages), noSuchRoute);
  app.use(refusalGuard(refusals, '/api/v1'), errorHandler(log));
  return app;
}

/** The console's pages and its REST. */
export function consoleApp(context: Context, session: RequestHandler, authenticator: Authenticator): Express {
  const { config, log, refusals } = context;
  const app = origin(context, config.agentOrigin);
  const api = express.Router();
  api.use('/api/console', noStore, originGuard(config.agentOrigin, session), session, body);
  api.post(consoleApi.signIn.path, ...signInHandlers(context, authenticator));
  for (const route of openRoutes) mountOpen(api, context, route);
  for (const route of consoleRoutes) mountConsole(api, context, route);
  app.use(api, webFiles(`${config.webRoot}/agent/dist`, 'any'), noSuchRoute);
  app.use(refusalGuard(refusals, '/api/console'), errorHandler(log));
  return app;
}
