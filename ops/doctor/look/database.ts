import { connect, connectKeys, listNodes, missingMigrations, type NodeState, type Sql } from '@visavis/db';
import type { Identity } from '@visavis/service-kit';
import { reachesAsFar, reachOf, reachOfOrigin } from '../addresses.ts';
import { ok, problem, reasonOf, warning, type Finding } from '../finding.ts';

const check = 'database';
/** It reads what the doctor needs. */
const login = 'visavis_signaling';
/** As signaling has it: a node that was silent longer gets no sessions. */
const silentSecondsMost = 15;

/** The main database and what it says of media nodes; the keys database. */
export async function lookAtDatabases(installation: {
  databaseUrl: string | undefined;
  keysDatabaseUrl: string | undefined;
  customerOrigin: string;
  identity: Identity | undefined;
}): Promise<{ findings: Finding[]; isNodeAlive: boolean }> {
  const { databaseUrl, keysDatabaseUrl, customerOrigin, identity } = installation;
  let nodes: NodeState[] = [];
  const main = await within(
    'DATABASE_URL',
    databaseUrl,
    url => connect(url, login, { identity }),
    async sql => {
      const found = [judgeMigrations('main', await missingMigrations(sql, 'migrations'))];
      if (found.every(({ level }) => level === 'ok')) {
        nodes = await listNodes(sql);
        found.push(...judgeNodes(nodes, customerOrigin));
      }
      return found;
    },
  );
  const keys = await within(
    'KEYS_DATABASE_URL',
    keysDatabaseUrl,
    url => connectKeys(url, login, identity),
    async sql => [judgeMigrations('keys', await missingMigrations(sql, 'migrations-keys'))],
  );
  return { findings: [...main, ...keys], isNodeAlive: nodes.some(isAlive) };
}

async function within(
  variable: string,
  url: string | undefined,
  open: (url: string) => Sql,
  look: (sql: Sql) => Promise<Finding[]>,
): Promise<Finding[]> {
  if (url === undefined) return [unreachable(variable, 'it is not set')];
  const sql = open(url);
  try {
    return await look(sql);
  } catch (error) {
    return [unreachable(variable, reasonOf(error))];
  } finally {
    await sql.end({ timeout: 2 });
  }
}

const unreachable = (variable: string, reason: string): Finding =>
  problem(check, {
    what: `The database of ${variable} cannot be used: ${reason}.`,
    why: 'All state lives there: nobody can sign in, wait or be called.',
    todo: `Start it, or correct ${variable}; with npm start, look while it is running.`,
  });

function judgeMigrations(name: string, missing: readonly string[]): Finding {
  if (missing.length === 0) return ok(check, `The ${name} database is there and up to date.`);
  return problem(check, {
    what: `The ${name} database lacks migrations: ${missing.join(', ')}.`,
    why: 'The services of this release cannot work on it.',
    todo: 'Run ops/compose/migrate.ts of this release as the owner of the schema, as docker compose up does.',
  });
}

const isAlive = (node: NodeState): boolean => node.silentSeconds <= silentSecondsMost && !node.draining;

/** What callers would meet among the media nodes entered. */
export function judgeNodes(nodes: readonly NodeState[], customerOrigin: string): Finding[] {
  const alive = nodes.filter(isAlive);
  const silent = nodes.filter(({ silentSeconds }) => silentSeconds > silentSecondsMost);
  return [
    ...(alive.length > 0 ? [judgeCapacity(alive)] : [noNode(nodes.length)]),
    ...alive.flatMap(node => judgeNodeAddresses(node, customerOrigin)),
    ...(silent.length > 0
      ? [
          warning('media-nodes', {
            what: `${silent.length} media node(s) ended without saying so: ${silent.map(({ controlUrl }) => controlUrl).join(', ')}.`,
            why: 'Calls on them broke off; new ones go elsewhere.',
            todo: 'Look at their logs; remove rows of nodes that will not come back from sfu_node.',
          }),
        ]
      : []),
  ];
}

const noNode = (entered: number): Finding =>
  problem('media-nodes', {
    what: `No media node is alive (${entered} entered).`,
    why: 'No call can begin.',
    todo: 'Start the sfu service; its heartbeat goes to DATABASE_URL every 5 s.',
  });

function judgeCapacity(alive: readonly NodeState[]): Finding {
  const free = alive.reduce((sum, { capacity, load }) => sum + Math.max(0, capacity - load), 0);
  if (free > 0) return ok('media-nodes', `${alive.length} media node(s) alive, room for ${free} calls.`);
  return problem('media-nodes', {
    what: 'All media nodes are full.',
    why: 'No further call can begin until one ends.',
    todo: 'Add WORKERS or another sfu service.',
  });
}

function judgeNodeAddresses(node: NodeState, customerOrigin: string): Finding[] {
  const wanted = reachOfOrigin(customerOrigin);
  const short = node.announcedAddresses.filter(
    address => !reachesAsFar(reachOf(address) ?? 'loopback', wanted),
  );
  if (short.length === 0) return [];
  return [
    problem('media-nodes', {
      what: `The media node at ${node.controlUrl} announces ${short.join(', ')}, while the pages are at ${customerOrigin}.`,
      why: 'Callers from outside send their media nowhere.',
      todo: 'Set ANNOUNCED_ADDRESS of that node to its public address.',
    }),
  ];
}
