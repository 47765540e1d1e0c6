/* Evidence keys and signed recipient lists for tests. */
import {
  generateEvidenceKeyFile,
  loadEvidenceKeyFile,
  type EvidenceKey,
} from '../src/evidence/evidence-key.ts';
import {
  signRecipientList,
  verifyRecipientList,
  type RecipientSuite,
  type VerifiedRecipientList,
} from '../src/evidence/recipients.ts';
import { generateRootKeyFile, loadRootKeyFile, type Root } from '../src/identity/root.ts';
import { NOW } from './parties.ts';

export const makeRoot = async (tenant: string): Promise<Root> =>
  loadRootKeyFile(await generateRootKeyFile(tenant, new Date(NOW * 1000)));

export const makeEvidenceKey = async (tenant: string, suite?: RecipientSuite): Promise<EvidenceKey> =>
  loadEvidenceKeyFile(await generateEvidenceKeyFile(tenant, new Date(NOW * 1000), suite));

interface ListOptions {
  root?: Root;
  version?: number;
  threshold?: number;
}

/** A list for these keys as its tenant's root signed it, verified. */
export async function makeList(
  keys: readonly EvidenceKey[],
  { root, version = 1, threshold = 1 }: ListOptions = {},
): Promise<{ jws: string; list: VerifiedRecipientList }> {
  const tenant = keys[0]?.tenant ?? '';
  const { privateKey, publicKey } = root ?? (await makeRoot(tenant));
  const recipients = keys.map(({ recipient }) => recipient);
  const about = { tenant, contract: 'c-1', version, expires: NOW + 3600 };
  const jws = await signRecipientList({ ...about, threshold, recipients }, privateKey);
  const expected = { tenant, contract: 'c-1', now: NOW, seenVersion: version };
  return { jws, list: await verifyRecipientList(jws, publicKey, expected) };
}
