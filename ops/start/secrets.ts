import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { writeSecretFile } from './files.ts';

/** What the embedded services share, made once per data folder. */
export type Secrets = {
  sfuSecret: string;
  sessionSecret: string;
  dataKek: string;
  turnSecret: string;
  receiptKeyFile: string;
  /** Where the others are. */
  secretsFile: string;
};

const random = () => randomBytes(32).toString('base64');

/** Reads, or on the first start makes, the secrets of a data folder (files of mode 0600). */
export function readOrMakeSecrets(dataDir: string): Secrets {
  const path = join(dataDir, 'secrets.json');
  const receiptKeyFile = join(dataDir, 'receipt-key.json');
  if (!existsSync(receiptKeyFile)) {
    const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-384' });
    writeSecretFile(receiptKeyFile, JSON.stringify(privateKey.export({ format: 'jwk' })));
  }
  if (!existsSync(path)) {
    const made = { sfuSecret: random(), sessionSecret: random(), dataKek: random(), turnSecret: random() };
    writeSecretFile(path, JSON.stringify(made));
  }
  const read = JSON.parse(readFileSync(path, 'utf8')) as Omit<Secrets, 'receiptKeyFile' | 'secretsFile'>;
  return { ...read, receiptKeyFile, secretsFile: path };
}
