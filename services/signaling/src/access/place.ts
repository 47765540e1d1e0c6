import { createHmac, hkdfSync, randomBytes } from 'node:crypto';
import type { HashedPlace } from '@visavis/db';
import type { Request, Response } from 'express';
import type { Config } from '../config.ts';
import { networkOf } from './address.ts';
import { cookieName, sessionCookie } from './session.ts';

/** A browser in which somebody shows both factors: known by its cookie, or by one that it is given. */
export type Visit = { place: HashedPlace; token: string };

type Asked = Pick<Request, 'ip' | 'headers'>;

export type Places = {
  /** Of a request; of nowhere that anybody has been if its browser has no cookie. */
  of: (request: Asked) => HashedPlace;
  /** Likewise, with the cookie to give the browser if what is shown is right; the same for the same request. */
  enter: (request: Asked) => Visit;
  /** The browser is known by it from now on, and for as long again. */
  keep: (response: Response, visit: Visit) => void;
};

/** As long as a browser that is not used is remembered. */
const keptMs = 90 * 86_400_000;
const tokenBytes = 32;

/** A cookie of its own, which outlives sessions; what is stored is a keyed hash. */
export function createPlaces({ agentOrigin, dataKek }: Pick<Config, 'agentOrigin' | 'dataKek'>): Places {
  const name = `${cookieName(agentOrigin)}-browser`;
  const hashed = (kind: 'browser' | 'network') => {
    const key = Buffer.from(hkdfSync('sha384', dataKek, Buffer.alloc(0), `visavis place ${kind} v1`, 32));
    return (value: string | undefined) =>
      value === undefined ? null : createHmac('sha384', key).update(value).digest();
  };
  const [browser, network] = [hashed('browser'), hashed('network')];
  const placeOf = ({ ip }: Asked, token: string | undefined): HashedPlace => ({
    browser: browser(token),
    network: network(networkOf(ip)),
  });
  const entered = new WeakMap<Asked, Visit>();
  return {
    of: request => placeOf(request, tokenIn(request, name)),
    enter: request => {
      const token = tokenIn(request, name) ?? randomBytes(tokenBytes).toString('base64url');
      const visit = entered.get(request) ?? { token, place: placeOf(request, token) };
      entered.set(request, visit);
      return visit;
    },
    keep: (response, { token }) => {
      response.cookie(name, token, { ...sessionCookie(agentOrigin), maxAge: keptMs });
    },
  };
}

function tokenIn({ headers }: Asked, name: string): string | undefined {
  const cookies = (headers.cookie ?? '').split(';').map(cookie => cookie.trim());
  const value = cookies.find(cookie => cookie.startsWith(`${name}=`))?.slice(name.length + 1);
  return value !== undefined && /^[A-Za-z0-9_-]{43}$/.test(value) ? value : undefined;
}
