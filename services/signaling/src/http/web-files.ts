import { join } from 'node:path';
import express, { Router, type RequestHandler } from 'express';

/** What looks like a file but is of no kind that a build has: neither a file nor a page. */
const other = /\.(?!(html|js|css|map|svg|png|ico|webm|woff2|wasm|json|webmanifest|txt)$)[^./]*$/i;

/**
 * A built web app. Files below `assets/` carry their hash in the name and never change; index.html is asked for anew
 * each time.
 * @param pages paths that the app itself routes; `any`: all that are no file and no API
 */
export function webFiles(folder: string, pages: readonly string[] | 'any'): RequestHandler {
  const router = Router();
  router.use(({ path }, _response, next) => next(other.test(path) ? 'router' : undefined));
  const page: RequestHandler = (_request, response, next) => {
    response.setHeader('Cache-Control', 'no-cache');
    response.sendFile('index.html', { root: folder }, (error?: Error) => {
      // not built, or the reader left: nothing here then
      if (error && !response.headersSent) next();
    });
  };
  router.use(
    '/assets',
    express.static(join(folder, 'assets'), { immutable: true, maxAge: '1y', index: false, redirect: false }),
  );
  if (pages !== 'any') router.get([...pages], page);
  // a page beside the app, `compat.html`, is addressed as `/compat`
  router.use(express.static(folder, { index: false, extensions: ['html'], maxAge: 0, redirect: false }));
  if (pages === 'any') router.get(/^\/(?!api\/|assets\/)/, page);
  return router;
}
