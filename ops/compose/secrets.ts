/**
 * `npm run compose-secrets [folder]`: makes `.env` and the secret files of docker-compose.yml below the folder (the
 * project when none is given) as far as they are missing. Nothing that exists is changed: run again after an update.
 * `npm run compose-secrets -- renew [folder]` makes every service a new certificate of the same authority, and anew
 * whatever secrets services share.
 */
import { createHash, generateKeyPairSync, randomBytes } from 'node:crypto';
import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import process from 'node:process';
import { certify, makeAuthority, type Certificate } from './authority.ts';

/** Who the containers run as when root makes the secrets: never root. */
const appUser = 10_001;

/** Who speaks with others inside, each by its name in docker-compose.yml. */
export const members = [
  ...['tls', 'signaling', 'sfu', 'retention', 'migrate', 'storage-setup'],
  ...['postgres', 'postgres-keys', 'redis', 'storage'],
];

const random = () => randomBytes(32).toString('hex');

/** What services share. Nothing that is kept depends on it, so that it can be replaced at any time. */
const shared = {
  'session-secret': random,
  'sfu-secret': random,
  'turn-secret': random,
  'redis-password': random,
  's3-secret-access-key': random,
} as const;

/** The owner of what is made: whoever makes it, or else, for root, `appUser`. */
const owner = (): [number, number] =>
  process.getuid?.() === 0
    ? [appUser, appUser]
    : [process.getuid?.() ?? appUser, process.getgid?.() ?? appUser];

/** Writes a file for its owner's eyes only, whole or not at all. */
function write(file: string, text: string, owned = true): void {
  const draft = `${file}.new`;
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  writeFileSync(draft, text, { mode: 0o600, flush: true });
  if (owned && process.getuid?.() === 0) {
    chownSync(draft, ...owner());
    chownSync(dirname(file), ...owner());
  }
  renameSync(draft, file);
}

const placesBelow = (folder: string) => ({
  secrets: join(folder, '.data/compose/secrets'),
  // its key is needed to certify only: no container gets it
  authority: join(folder, '.data/compose/authority'),
});

/** Makes what is missing. @returns the files that were made */
export async function makeSecrets(folder: string): Promise<string[]> {
  const made: string[] = [];
  const make = (file: string, text: () => string, owned = true) => {
    if (existsSync(file)) return;
    write(file, text(), owned);
    made.push(file);
  };

  const { secrets, authority } = placesBelow(folder);
  const receipts = join(secrets, 'receipts');
  make(join(secrets, 'data-kek'), () => randomBytes(32).toString('base64'));
  for (const [name, text] of Object.entries(shared)) make(join(secrets, name), text);
  make(join(secrets, 'redis-users'), () => redisUsers(readFileSync(join(secrets, 'redis-password'), 'utf8')));
  make(join(secrets, 'postgres-admin-password'), random);
  // a name, which what is stored may be owned by: it stays
  make(join(secrets, 's3-access-key-id'), () => randomBytes(10).toString('hex').toUpperCase());
  make(join(receipts, 'signing-key.json'), signingKey);
  const publicFile = join(receipts, 'signing-key.pub.json');
  make(publicFile, () => publicHalf(readFileSync(join(receipts, 'signing-key.json'), 'utf8')));
  chmodSync(publicFile, 0o644);

  if (!existsSync(join(authority, 'key.pem'))) {
    const { cert, key } = await makeAuthority();
    make(join(authority, 'cert.pem'), () => cert, false);
    make(join(authority, 'key.pem'), () => key, false);
  }
  const missing = members.filter(name => !existsSync(join(secrets, 'identities', name, 'cert.pem')));
  made.push(...(await certifyAll(folder, missing)));

  const template = readFileSync(join(import.meta.dirname, '.env.example'), 'utf8');
  make(join(folder, '.env'), () => template.replace(/^APP_USER=$/m, `APP_USER=${owner().join(':')}`), false);
  return made;
}

/** Certificates with new keys, and shared secrets, in the place of those before. @returns the files that were made */
export async function renewSecrets(folder: string): Promise<string[]> {
  const { secrets } = placesBelow(folder);
  const texts = Object.entries(shared).map(([name, text]) => [name, text()] as const);
  const password = new Map(texts).get('redis-password') ?? '';
  const files = [...texts, ['redis-users', redisUsers(password)] as const];
  for (const [name, text] of files) write(join(secrets, name), text);
  return [...files.map(([name]) => join(secrets, name)), ...(await certifyAll(folder, members))];
}

/** New certificates, with new keys, for these members. @returns the files that were made */
async function certifyAll(folder: string, names: readonly string[]): Promise<string[]> {
  const { secrets, authority } = placesBelow(folder);
  const read = (name: string) => readFileSync(join(authority, `${name}.pem`), 'utf8');
  const ca: Certificate = { cert: read('cert'), key: read('key') };
  const made: string[] = [];
  for (const name of names) {
    const { cert, key } = await certify(ca, name);
    for (const [file, text] of Object.entries({ 'ca.pem': ca.cert, 'key.pem': key, 'cert.pem': cert })) {
      const path = join(secrets, 'identities', name, file);
      write(path, text);
      made.push(path);
    }
  }
  return made;
}

/** Valkey's list of users: one, who may use what socket.io's adapter uses, under our own names. */
function redisUsers(password: string): string {
  const hash = createHash('sha256').update(password.trim()).digest('hex');
  return [
    'user default off',
    `user signaling on #${hash} resetchannels ~visavis:* &visavis:* -@all +@connection +@stream +@pubsub -@dangerous`,
    '',
  ].join('\n');
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
  const isRenewal = process.argv[2] === 'renew';
  const folder = resolve(process.argv[isRenewal ? 3 : 2] ?? join(import.meta.dirname, '../..'));
  const made = isRenewal ? await renewSecrets(folder) : await makeSecrets(folder);
  console.log(made.length === 0 ? 'Everything is there already.' : `Made:\n  ${made.join('\n  ')}`);
  console.log(
    isRenewal
      ? 'They are taken up by docker compose restart.'
      : 'Please fill in the first part of .env: names, addresses and certificates.',
  );
}
