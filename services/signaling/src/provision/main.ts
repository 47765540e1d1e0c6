/**
 * `node services/signaling/src/provision/main.ts [create|certify|test-object|open-test-object] < input.json`
 *
 * For launchers and operators; services are never imported. Environment: DATABASE_URL of the schema's owner,
 * DATA_KEK or DATA_KEK_FILE. Prints one JSON object. A refusal prints `{"error":{"code","field"?}}` and exits with 1.
 */
import process from 'node:process';
import { text } from 'node:stream/consumers';
import { connectAsOwner, migrate, type Sql } from '@visavis/db';
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
    const { deviceId, certificate } = certifyInput.parse(input);
    const device = await sql.begin(tx => certifyDevice(tx, deviceId, certificate, provisioner));
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

const { databaseUrl, dataKek } = provisioningConfig(process.env);
const command = commands[process.argv[2] ?? 'create'];
if (!command) throw new Error(`commands: ${Object.keys(commands).join(', ')}`);
await migrate(databaseUrl);
const sql = connectAsOwner(databaseUrl);
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
