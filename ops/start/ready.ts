import { randomBytes } from 'node:crypto';
import { writeSecretFile } from './files.ts';
import type { Example } from './example.ts';
import type { Stack } from './stack.ts';

/** What a caller needs to use an embedded stack: addresses, sign-ins and keys. Random per data folder. */
export type Ready = ReturnType<typeof describeReady>;

export function describeReady(stack: Stack, example: Example, customerUrl: string) {
  return {
    baseUrl: stack.customerOrigin,
    customerUrl,
    agentUrl: stack.agentOrigin,
    openapiUrl: `${stack.customerOrigin}/api/v1/openapi.json`,
    tenant: { id: example.tenantId, apiKey: example.apiKey },
    contractId: example.contractId,
    users: example.users,
    rootFingerprint: example.rootFingerprint,
    rootKeyFile: example.rootKeyFile,
    evidenceKeyFile: example.evidenceKeyFile,
    databaseUrl: stack.databaseUrl,
    s3: {
      endpoint: stack.s3.endpoint,
      bucket: stack.s3.bucket,
      accessKeyId: stack.s3.accessKeyId,
      secretAccessKey: stack.s3.secretAccessKey,
      region: stack.s3.region,
    },
    mailUrl: stack.mailUrl,
    pids: stack.pids,
    /** For commands that work on this stack from outside, such as `npm run retention`. */
    embedded: {
      keysDatabaseUrl: stack.keysDatabaseUrl,
      receiptKeyFile: stack.receiptKeyFile,
      secretsFile: stack.secretsFile,
    },
  };
}

export const writeReady = (path: string, ready: Ready): void =>
  writeSecretFile(path, `${JSON.stringify(ready, null, 2)}\n`);

/** A person who does not exist, ordered for the link that `npm start` prints. */
export const samplePerson = {
  givenNames: 'Anna Maria',
  familyName: 'Eriksson',
  birthDate: '1974-08-12',
  birthPlace: 'Zenith',
  nationality: 'UTO',
  document: { type: 'identity_card', number: 'D23145890' },
} as const;

/**
 * Orders an identification as a tenant's system would.
 * @returns the customer's link
 */
export async function orderSample(stack: Stack, example: Example): Promise<string> {
  const answer = await fetch(`${stack.customerOrigin}/api/v1/identifications`, {
    method: 'POST',
    headers: { authorization: `Bearer ${example.apiKey}`, 'content-type': 'application/json' },
    body: JSON.stringify({
      contractId: example.contractId,
      language: 'en',
      reference: `sample-${randomBytes(4).toString('hex')}`,
      person: samplePerson,
    }),
  });
  if (!answer.ok) throw new Error(`the sample order was refused: ${answer.status} ${await answer.text()}`);
  return ((await answer.json()) as { customerUrl: string }).customerUrl;
}
