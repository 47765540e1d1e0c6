import { readFileSync } from 'node:fs';
import { asTenant, connectAsOwner, listUncertifiedDevices } from '@visavis/db';
import { issueCertificate, loadRootKeyFile } from '@visavis/e2ee';
import type { Log } from '@visavis/embedded';
import type { Example } from './example.ts';
import { provision } from './provision.ts';
import type { Stack } from './stack.ts';

const lookAgainMilliseconds = 1_000;
const certificateSeconds = 180 * 86_400;

/**
 * Stands in for the administrator who would approve the devices of the example ident centre's people, and for the example
 * tenant's compliance, who would certify them with the root key: so that
 * a newcomer can take the first call at once. Only for the example tenant, only in the launcher, never in a service.
 * @returns stops it
 */
export function certifyExampleDevices(stack: Stack, example: Example, log: Log): () => Promise<void> {
  const sql = connectAsOwner(stack.databaseUrl);
  const ended = new AbortController();
  const run = async () => {
    const root = await loadRootKeyFile(JSON.parse(readFileSync(example.rootKeyFile, 'utf8')));
    while (!ended.signal.aborted) {
      for (const request of await asTenant(sql, example.tenantId, listUncertifiedDevices)) {
        const { id: deviceId, role } = request;
        if (role !== 'agent' && role !== 'supervisor') continue;
        const issued = Math.floor(Date.now() / 1000);
        const certificate = await issueCertificate(
          {
            tenant: example.tenantId,
            device: request.publicKey,
            person: request.userId,
            name: request.name,
            role,
            issued,
            expires: issued + certificateSeconds,
          },
          root.privateKey,
        );
        await provision(stack, 'certify', { tenantId: example.tenantId, deviceId, certificate });
        log(`example tenant: device of ${request.name} certified as ${role}`);
      }
      await pause(lookAgainMilliseconds, ended.signal);
    }
  };
  const running = run().catch((error: unknown) => {
    if (!ended.signal.aborted) log(`example tenant: certifying stopped: ${String(error)}`);
  });
  return async () => {
    ended.abort();
    await running;
    await sql.end({ timeout: 1 });
  };
}

const pause = (milliseconds: number, signal: AbortSignal): Promise<void> =>
  new Promise(resolve => {
    const timer = setTimeout(resolve, milliseconds);
    signal.addEventListener('abort', () => {
      clearTimeout(timer);
      resolve();
    });
  });
