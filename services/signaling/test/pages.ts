import type { AddressInfo } from 'node:net';
import { once } from 'node:events';
import express from 'express';
import { securityHeaders } from '../src/http/security-headers.ts';
import { webFiles } from '../src/http/web-files.ts';

export type PagesServer = { url: string; close: () => void };

/**
 * The customer's pages as signaling serves them, with its headers, and nothing behind them.
 * @param folder of a built `web/customer`
 */
export async function servePages(folder: string): Promise<PagesServer> {
  const app = express();
  const server = app.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const url = `http://localhost:${(server.address() as AddressInfo).port}`;
  const config = { s3: { publicEndpoint: url } } as Parameters<typeof securityHeaders>[0];
  app.use(securityHeaders(config, url), webFiles(folder, ['/', '/i/:id']));
  return {
    url,
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}
