import { connect } from 'node:net';
import { reachOf, reachOfOrigin } from '../addresses.ts';
import { ok, problem, reasonOf, warning, type Finding } from '../finding.ts';
import { openRelay, parseTurnUrl, TurnError } from '../turn/relay.ts';

const check = 'turn';
const withinMs = 5_000;

type Turn = {
  turnUrls: readonly string[];
  turn: { urls: readonly string[]; secret: string } | undefined;
  customerOrigin: string;
};

/** Whether callers whose network lets no UDP to the media ports have a way round, and whether it works. */
export async function lookAtTurn({ turnUrls, turn, customerOrigin }: Turn): Promise<Finding[]> {
  if (turnUrls.length === 0) {
    if (reachOfOrigin(customerOrigin) !== 'public') return [];
    return [
      warning(check, {
        what: 'There is no TURN server (TURN_URLS).',
        why: 'Callers in company and guest networks that let only some ports out get no picture.',
        todo: 'Run coturn as docker-compose.yml does, and set TURN_URLS and TURN_SECRET.',
      }),
    ];
  }
  if (!turn)
    return [
      problem(check, {
        what: 'TURN_URLS is set, but TURN_SECRET is not.',
        why: 'Callers are told of no TURN server at all.',
        todo: 'Set TURN_SECRET to what coturn has as static-auth-secret.',
      }),
    ];
  const isLocal = reachOfOrigin(customerOrigin) === 'loopback';
  return Promise.all(turn.urls.map(url => lookAtOne(url, turn.secret, isLocal)));
}

async function lookAtOne(url: string, secret: string, isLocal: boolean): Promise<Finding> {
  try {
    const { host, port, scheme, transport } = parseTurnUrl(url);
    if (!isLocal && reachOf(host) === 'loopback') throw new TurnError('loopback');
    if (scheme === 'turn' && transport === 'udp') {
      (await openRelay(url, secret)).close();
      return ok(check, `${url} gives relays.`);
    }
    await opens(host, port);
    return ok(check, `${url} takes connections.`);
  } catch (error) {
    return problem(check, {
      what: `${url} gives no relay: ${reasonOf(error)}.`,
      why: 'Callers who depend on it get no picture.',
      todo:
        reasonOf(error) === '401'
          ? 'TURN_SECRET differs from coturn’s static-auth-secret, or the clocks differ.'
          : 'Is coturn up, and its port open in the firewall for UDP and TCP? Is the name right?',
    });
  }
}

const opens = (host: string, port: number): Promise<void> =>
  new Promise((resolve, reject) => {
    const socket = connect({ host, port, timeout: withinMs });
    socket.on('connect', () => {
      socket.destroy();
      resolve();
    });
    socket.on('timeout', () => socket.destroy(new TurnError('silent')));
    socket.on('error', reject);
  });
