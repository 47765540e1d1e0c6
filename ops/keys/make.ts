import { readFile, writeFile } from 'node:fs/promises';
import {
  E2eeError,
  generateEvidenceKeyFile,
  generateRootKeyFile,
  loadEvidenceKeyFile,
  loadRootKeyFile,
  signRecipientList,
  type Recipient,
} from '@visavis/e2ee';
import type { KeysOptions } from './options.ts';

/** What to print, or why nothing was made. */
export type Made = { ok: true; text: string } | { ok: false; why: string };

/** For its owner alone, and never over a file. */
const keep = (path: string, content: unknown): Promise<void> =>
  writeFile(path, `${JSON.stringify(content, null, 2)}\n`, { flag: 'wx', mode: 0o600 });

const read = async (path: string): Promise<unknown> => JSON.parse(await readFile(path, 'utf8'));

async function makeRoot({ tenant, out }: Extract<KeysOptions, { what: 'root' }>): Promise<string> {
  const file = await generateRootKeyFile(tenant, new Date());
  await keep(out, file);
  const { publicJwk, fingerprint } = await loadRootKeyFile(file);
  return JSON.stringify({ tenant, fingerprint, publicKey: publicJwk });
}

async function makeEvidenceKey(options: Extract<KeysOptions, { what: 'evidence' }>): Promise<string> {
  const file = await generateEvidenceKeyFile(options.tenant, new Date(), options.suite);
  await keep(options.out, file);
  return JSON.stringify((await loadEvidenceKeyFile(file)).recipient);
}

async function signList(options: Extract<KeysOptions, { what: 'list' }>): Promise<string> {
  const root = await loadRootKeyFile(await read(options.rootKey));
  const { contract, version, threshold, days } = options;
  // their shape and soundness are checked before anything is signed
  const recipients = (await Promise.all(options.recipients.map(read))) as Recipient[];
  const expires = Math.floor(Date.now() / 1000) + days * 86_400;
  const list = { tenant: root.tenant, contract, version, expires, threshold, recipients };
  return signRecipientList(list, root.privateKey);
}

/** Makes keys and signs lists on this machine; nothing leaves it. */
export async function make(options: KeysOptions): Promise<Made> {
  try {
    if (options.what === 'root') return { ok: true, text: await makeRoot(options) };
    if (options.what === 'evidence') return { ok: true, text: await makeEvidenceKey(options) };
    return { ok: true, text: await signList(options) };
  } catch (error) {
    if (error instanceof E2eeError || error instanceof SyntaxError) return { ok: false, why: error.message };
    if (error instanceof Error && 'code' in error) return { ok: false, why: error.message };
    throw error;
  }
}
