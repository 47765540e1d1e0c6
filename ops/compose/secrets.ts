/**
 * `npm run compose-secrets [folder]`: makes `.env` and the secret files of docker-compose.yml below the folder (the
 * project when none is given) as far as they are missing. Nothing that exists is changed: run again after an update.
 * Needs nothing but Node, so that it also runs in the image, where no dependency of the project is in reach.
 */
import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { chmodSync, chownSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import process from 'node:process';

/** Who the containers run as when root makes the secrets: never root. */
const appUser = 10_001;

const random = () => randomBytes(32).toString('hex');

/** @returns the lines of `.env` with every empty secret filled in */
export function fillEnvironment(template: string, user: string): string {
  const made = new Map([
    ['APP_USER', () => user],
    ['S3_ACCESS_KEY_ID', () => randomBytes(10).toString('hex').toUpperCase()],
  ]);
  return template.replace(
    /^([A-Z][A-Z0-9_]*)=$/gm,
    (_line, name: string) => `${name}=${(made.get(name) ?? random)()}`,
  );
}

/** Makes what is missing. @returns the files that were made */
export function makeSecrets(folder: string): string[] {
  const [uid = appUser, gid = appUser] =
    process.getuid?.() === 0 ? [] : [process.getuid?.(), process.getgid?.()];
  const made: string[] = [];
  const make = (file: string, text: () => string, owned = true) => {
    if (existsSync(file)) return;
    mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
    writeFileSync(file, text(), { mode: 0o600, flag: 'wx', flush: true });
    if (owned && process.getuid?.() === 0) {
      chownSync(file, uid, gid);
      chownSync(dirname(file), uid, gid);
    }
    made.push(file);
  };

  const secrets = join(folder, '.data/compose/secrets');
  const receipts = join(secrets, 'receipts');
  make(join(secrets, 'data-kek'), () => randomBytes(32).toString('base64'));
  make(join(secrets, 'session-secret'), random);
  make(join(receipts, 'signing-key.json'), signingKey);
  const publicFile = join(receipts, 'signing-key.pub.json');
  make(publicFile, () => publicHalf(readFileSync(join(receipts, 'signing-key.json'), 'utf8')));
  chmodSync(publicFile, 0o644);

  const template = readFileSync(join(import.meta.dirname, '.env.example'), 'utf8');
  make(join(folder, '.env'), () => fillEnvironment(template, `${uid}:${gid}`), false);
  return made;
}

/** The key that signs deletion receipts: a private JWK on P-384. */
function signingKey(): string {
  const { kty, crv, x, y, d } = generateKeyPairSync('ec', { namedCurve: 'P-384' }).privateKey.export({
    format: 'jwk',
  });
  return JSON.stringify({ kty, crv, x, y, d });
}

/** Exactly as the retention service would write it: its folder is read-only there. */
function publicHalf(privateJwk: string): string {
  const { kty, crv, x, y } = JSON.parse(privateJwk) as Record<string, string>;
  return `${JSON.stringify({ kty, crv, x, y }, null, 2)}\n`;
}

if (import.meta.main) {
  const folder = resolve(process.argv[2] ?? join(import.meta.dirname, '../..'));
  const made = makeSecrets(folder);
  console.log(made.length === 0 ? 'Everything is there already.' : `Made:\n  ${made.join('\n  ')}`);
  console.log('Please fill in the first part of .env: names, addresses and certificates.');
}
