import { randomUUID } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  generateEvidenceKeyFile,
  generateRootKeyFile,
  loadEvidenceKeyFile,
  loadRootKeyFile,
  signRecipientList,
} from '@visavis/e2ee';
import { z } from 'zod';
import { writeSecretFile } from './files.ts';
import { goLive } from './go-live.ts';
import { provision, provisioned } from './provision.ts';
import type { Stack } from './stack.ts';

const role = z.enum(['agent', 'supervisor', 'compliance', 'admin']);
const user = z.object({ email: z.string(), password: z.string(), totpSecret: z.string() });

const exampleFile = z.object({
  tenantId: z.string(),
  contractId: z.string(),
  apiKey: z.string(),
  users: z.record(role, user),
  rootFingerprint: z.string(),
  rootKeyFile: z.string(),
  evidenceKeyFile: z.string(),
});
/** The example tenant of an embedded stack, with every secret a newcomer needs to try it. */
export type Example = z.infer<typeof exampleFile>;

/** Who belongs to the example bank, and who to the ident centre that works for it. */
const people = {
  tenant: {
    compliance: { name: 'Clara Compliance', roles: ['compliance'] },
    admin: { name: 'Ada Administrator', roles: ['administrator'] },
  },
  centre: {
    agent: { name: 'Alex Agent', roles: ['agent'] },
    supervisor: { name: 'Sam Supervisor', roles: ['supervisor'] },
  },
} as const;

type People = Record<string, { name: string; roles: readonly string[] }>;

const at = (domain: string, some: People) =>
  Object.entries(some).map(([key, person]) => ({
    ...person,
    email: `${key}@${domain}`,
    passwordMustChange: false,
  }));

/** Created in the order in which they were asked for. */
const named = (some: People, made: readonly unknown[]) =>
  Object.fromEntries(Object.keys(some).map((key, index) => [key, user.parse(made[index])]));

const yearSeconds = 365 * 86_400;

/**
 * Reads, or on the first start makes, the example tenant. Root and evidence key are made here, by the launcher, and lie
 * in the data folder: the services never see them.
 */
export async function readOrMakeExample(stack: Stack, dataDir: string): Promise<Example> {
  const path = join(dataDir, 'example.json');
  if (existsSync(path)) return exampleFile.parse(JSON.parse(readFileSync(path, 'utf8')));

  const domain = nextDomain(dataDir);
  const tenantId = randomUUID();
  const contractId = randomUUID();
  const now = new Date();
  const rootFile = await generateRootKeyFile(tenantId, now);
  const evidenceFile = await generateEvidenceKeyFile(tenantId, now);
  const rootKeyFile = join(dataDir, 'example-root-key.json');
  const evidenceKeyFile = join(dataDir, 'example-evidence-key.json');
  writeSecretFile(rootKeyFile, JSON.stringify(rootFile, null, 2));
  writeSecretFile(evidenceKeyFile, JSON.stringify(evidenceFile, null, 2));

  const root = await loadRootKeyFile(rootFile);
  const { recipient } = await loadEvidenceKeyFile(evidenceFile);
  const recipientList = await signRecipientList(
    {
      tenant: tenantId,
      contract: contractId,
      version: 1,
      expires: Math.floor(now.getTime() / 1000) + 2 * yearSeconds,
      recipients: [recipient],
    },
    root.privateKey,
  );
  const made = provisioned.parse(
    await provision(stack, 'create', {
      tenant: { id: tenantId, name: 'Example Bank', rootKey: root.publicJwk },
      contract: {
        id: contractId,
        name: 'Account opening',
        purpose: { en: 'Opening a bank account', de: 'Eröffnung eines Bankkontos' },
        ruleset: 'basic',
        recipientList,
      },
      users: at(domain, people.tenant),
      centre: {
        name: 'Example Ident Centre',
        users: at(domain, people.centre),
        trainedUntil: new Date(now.getTime() + yearSeconds * 1000).toISOString().slice(0, 10),
      },
      apiKeyLabel: 'example',
    }),
  );
  const example: Example = {
    tenantId,
    contractId,
    apiKey: made.apiKey.key,
    users: {
      ...named(people.centre, made.centre.users),
      ...named(people.tenant, made.users),
    } as Example['users'],
    rootFingerprint: root.fingerprint,
    rootKeyFile,
    evidenceKeyFile,
  };
  await goLive(stack, example);
  writeSecretFile(path, `${JSON.stringify(example, null, 2)}\n`);
  return example;
}

/**
 * E-mail addresses are unique, and the launcher may be killed after the tenant was made and before its secrets were
 * kept: then another tenant is made, under another name.
 */
function nextDomain(dataDir: string): string {
  const path = join(dataDir, 'example-tries');
  const tries = existsSync(path) ? Number(readFileSync(path, 'utf8')) : 0;
  writeSecretFile(path, String(tries + 1));
  return tries === 0 ? 'example-bank.test' : `${tries + 1}.example-bank.test`;
}
