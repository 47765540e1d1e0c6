import type { IncomingMessage } from 'node:http';
import express, { type Express } from 'express';
import type { Config } from '../config.ts';
import { bareAddress } from './address.ts';

/** A front that ends TLS is on the same machine or network: what it says of where a request comes from is believed. */
export function trustFront(app: Express, origin: string, { tls }: Pick<Config, 'tls'>): void {
  if (origin.startsWith('https:') && !tls) app.set('trust proxy', 'loopback, linklocal, uniquelocal');
}

type Trusts = (address: string, hop: number) => boolean;

/**
 * Where a socket's handshake comes from, found as Express finds it for the requests that pass through it: from the
 * nearest on, the first address that is no trusted front's.
 */
export function clientAddress(origin: string, config: Pick<Config, 'tls'>) {
  const app = express();
  trustFront(app, origin, config);
  const trusts = app.get('trust proxy fn') as Trusts;
  return ({ socket, headers }: IncomingMessage): string | undefined => {
    const forwarded = String(headers['x-forwarded-for'] ?? '').split(',');
    const hops = [
      socket.remoteAddress ?? '',
      ...forwarded
        .map(address => address.trim())
        .filter(Boolean)
        .reverse(),
    ];
    const found = hops.findIndex((address, hop) => !trusts(address, hop));
    return bareAddress(hops.at(found));
  };
}
