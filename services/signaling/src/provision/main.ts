/**
 * `node services/signaling/src/provision/main.ts [create|certify|test-object|open-test-object] < input.json`
 *
 * For launchers; services are never imported. People are invited by `npm run admin` or the console. Environment: DATABASE_URL of the schema's owner,
 * DATA_KEK or DATA_KEK_FILE. Prints one JSON object. A refusal prints `{"error":{"code","field"?}}` and exits with 1.
 */
import process from 'node:process';
import { text } from 'node:stream/consumers';
import {
  addAuditEvent,
  approveDevice,
  asTenant,
  connectAsOwner,
  type Sql,
  type Transaction,
} from '@visavis/db';
import { provisioningConfig } from '../config.ts';
import { refusalOf } from '../http/errors.ts';
import { certifyDevice } from '../trust/certify-device.ts';
import { openTestObject, takeTestObject } from '../trust/test-object.ts';
import { create, provisioner } from './create.ts';
import { certifyInput, createInput, openInput, testObjectInput } from './input.ts';

type Command = (sql: Sql, kek: Buffer, input: unknown) => Promise<unknown>;

const commands: Record<string, Command> = {
  create: (sql, kek, input) => create(sql, kek, createInput.parse(input)),
  certify: async (sql, _kek, input) => {
    const { tenantId, deviceId, certificate } = certifyInput.parse(input);
    const device = await asTenant(sql, tenantId, async tx => {
      await approve(tx, deviceId);
      return certifyDevice(tx, deviceId, certificate, provisioner);
    });
    return { deviceId: device.id, status: device.status };
  },
  'test-object': (sql, _kek, input) => {
    const { contractId } = testObjectInput.parse(input);
    return sql.begin(tx => takeTestObject(tx, contractId, provisioner));
  },
  'open-test-object': async (sql, _kek, input) => {
    const { contractId, opened } = openInput.parse(input);
    const contract = await sql.begin(tx => openTestObject(tx, contractId, opened, provisioner));
    return { contractId: contract.id, status: contract.status };
  },
};

/** What an administrator of the person's organisation does in the console, unless it was done. */
async function approve(transaction: Transaction, deviceId: string): Promise<void> {
  const device = await approveDevice(transaction, deviceId);
  if (!device) return;
  await addAuditEvent(transaction, {
    organisationId: device.organisationId,
    actor: provisioner,
    action: 'device.approved',
    subject: { kind: 'device', id: deviceId },
    payload: { role: device.role },
  });
}

const { identity, databaseUrl, dataKek } = provisioningConfig(process.env);
const command = commands[process.argv[2] ?? 'create'];
if (!command) throw new Error(`commands: ${Object.keys(commands).join(', ')}`);
const sql = connectAsOwner(databaseUrl, identity);
try {
  const input: unknown = JSON.parse(await text(process.stdin));
  console.log(JSON.stringify(await command(sql, dataKek, input)));
} catch (error) {
  const refusal = refusalOf(error);
  if (!refusal) throw error;
  console.log(JSON.stringify({ error: refusal }));
  process.exitCode = 1;
} finally {
  await sql.end();
}
