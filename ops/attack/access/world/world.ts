import { randomBytes, randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { twoFreePorts } from '@visavis/embedded';
import type { Sql } from '@visavis/db';
import type { House } from '../../house.ts';
import { peopleOf, type People } from './people.ts';
import { sessionsOf, type Sessions } from './sessions.ts';
import { startSignaling, type Service } from './services.ts';
import { makeReseller, makeTenant, theOperator, type TenantWorld } from './tenants.ts';

type Context = Awaited<
  ReturnType<Awaited<typeof import('../../../../services/signaling/src/context.ts')>['createContext']>
>;

/** The running product: two signaling processes on one real PostgreSQL, reached by loopback only. */
export type Core = {
  house: House;
  /** Twice the same where no attack needs two. */
  processes: readonly [Service, Service];
  agentOrigin: string;
  customerOrigin: string;
  /** The schema's owner: makes what attacks need, and looks at what came of them. */
  owner: Sql;
  /** The service's own parts, to make people and tenants with. */
  context: Context;
  /** A source address that nobody had before. */
  address: () => string;
};

/** And who there is: two tenants that have nothing to do with each other. */
export type World = Core & {
  consoleUrl: string;
  customerUrl: string;
  people: People;
  sessions: Sessions;
  own: TenantWorld;
  other: TenantWorld;
  operatorId: string;
  resellerId: string;
  stop: () => Promise<void>;
};

/** 127.1.0.1 and on: all of 127.0.0.0/8 is this machine (RFC 1122, section 3.2.1.3). */
const addresses = () => {
  let last = 0x7f_01_00_00;
  return () => {
    last += (last & 0xff) === 0xfe ? 3 : 1;
    return [24, 16, 8, 0].map(shift => (last >>> shift) & 0xff).join('.');
  };
};

/** What a process of the service is given; ports are found for the first. */
async function environmentOf(root: string, databases: { DATABASE_URL: string; KEYS_DATABASE_URL: string }) {
  const port = await twoFreePorts();
  const [customerOrigin, agentOrigin] = [`http://localhost:${port}`, `http://localhost:${port + 1}`];
  const environment = {
    ...databases,
    DATA_KEK: randomBytes(32).toString('base64'),
    SESSION_SECRET: randomBytes(32).toString('base64url'),
    PUBLIC_CUSTOMER_URL: customerOrigin,
    PUBLIC_AGENT_URL: agentOrigin,
    // nothing listens there: no attack gets as far as the storage
    S3_ENDPOINT: 'http://127.0.0.1:9',
    S3_BUCKET: 'none',
    S3_ACCESS_KEY_ID: 'none',
    S3_SECRET_ACCESS_KEY: 'none',
    SFU_SECRET: randomBytes(32).toString('base64url'),
    WEB_ROOT: join(root, 'web'),
    PASSWORD_PRIORITY: 'normal',
    LOG_LEVEL: 'debug',
  };
  return { port, customerOrigin, agentOrigin, environment };
}

type Options = {
  /** Superuser's. */
  postgresUrl: string;
  inTwoProcesses: boolean;
  /** Gets what the services write. */
  log: (line: string) => void;
};

/** Starts the tree of `house` and fills it. */
export async function startWorld(
  house: House,
  { postgresUrl, inTwoProcesses, log }: Options,
): Promise<World> {
  const { ensureDatabase, migrate, migrateKeys, connectAsOwner } = await house.load('db/src/index.ts');
  const { signalingConfig } = await house.load('services/signaling/src/config.ts');
  const { createContext, closeContext } = await house.load('services/signaling/src/context.ts');
  const name = randomUUID().slice(0, 8);
  const [databaseUrl, keysDatabaseUrl] = await Promise.all([
    ensureDatabase(postgresUrl, `attack_${name}`),
    ensureDatabase(postgresUrl, `attack_${name}_keys`),
  ]);
  await Promise.all([migrate(databaseUrl), migrateKeys(keysDatabaseUrl)]);
  const { port, customerOrigin, agentOrigin, environment } = await environmentOf(house.root, {
    DATABASE_URL: databaseUrl,
    KEYS_DATABASE_URL: keysDatabaseUrl,
  });
  const stops: (() => Promise<unknown>)[] = [];
  const stop = async () => {
    for (let one = stops.pop(); one; one = stops.pop()) await one();
  };
  try {
    const start = async (at: number) => {
      const service = await startSignaling(house.root, { ...environment, PORT: String(at) }, log);
      stops.push(service.stop);
      return service;
    };
    const first = start(port);
    const processes = await Promise.all([first, inTwoProcesses ? start(0) : first]);
    const owner = connectAsOwner(databaseUrl);
    stops.push(() => owner.end({ timeout: 1 }));
    const context = await createContext(signalingConfig({ ...environment, LOG_LEVEL: 'silent' }));
    stops.push(() => closeContext(context));
    const core: Core = {
      house,
      processes,
      agentOrigin,
      customerOrigin,
      owner,
      context,
      address: addresses(),
    };
    const people = await peopleOf(core);
    const [own, other] = [await makeTenant(core, people), await makeTenant(core, people)];
    const [operatorId, resellerId] = [await theOperator(core), await makeReseller(core)];
    await owner`update organisation set reseller_id = ${resellerId} where id in ${owner([own.tenantId, own.centreId])}`;
    const [{ consoleUrl, customerUrl }] = processes;
    const who = { own, operatorId, resellerId };
    return {
      ...core,
      ...who,
      consoleUrl,
      customerUrl,
      people,
      sessions: sessionsOf(people, who),
      other,
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}
