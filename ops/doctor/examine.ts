import type { Installation } from './environment.ts';
import type { Finding } from './finding.ts';
import { lookAtClock } from './look/clock.ts';
import { lookAtDatabases } from './look/database.ts';
import { lookAtIdentity } from './look/identity.ts';
import { lookAtKernel } from './look/kernel.ts';
import { lookAtAnnouncedAddresses } from './look/media-address.ts';
import { lookAtMediaPorts } from './look/media-ports.ts';
import { lookAtPages } from './look/pages.ts';
import { lookAtRedis } from './look/redis.ts';
import { lookAtSecretAges } from './look/secret-ages.ts';
import { lookAtStorage } from './look/storage.ts';
import { lookAtTurn } from './look/turn.ts';

/** Every look, in the order in which a caller would come upon trouble. */
export async function examine(installation: Installation): Promise<Finding[]> {
  const { customerOrigin, agentOrigin, storage } = installation;
  const [customer, agent, turn, stored, clock, databases, redis] = await Promise.all([
    lookAtPages('customer', customerOrigin),
    lookAtPages('agent', agentOrigin),
    lookAtTurn(installation),
    lookAtStorage(installation),
    lookAtClock([customerOrigin, ...(storage ? [storage.endpoint] : [])]),
    lookAtDatabases(installation),
    lookAtRedis(installation.redis, installation.identity),
  ]);
  return [
    ...customer,
    ...agent,
    ...lookAtAnnouncedAddresses(installation),
    ...(await lookAtMediaPorts({ ...installation, isNodeAlive: databases.isNodeAlive })),
    lookAtKernel(),
    ...turn,
    ...stored,
    ...clock,
    ...databases.findings,
    ...redis,
    ...lookAtIdentity(installation.identity),
    ...lookAtSecretAges(installation.secretFiles),
  ];
}
