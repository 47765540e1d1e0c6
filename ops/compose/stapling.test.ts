import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connect } from 'node:tls';
import { freePort, superviseProcess } from '@visavis/embedded';
import { afterAll, expect, test } from 'vitest';
import * as inside from './authority.ts';
import { environmentOf, readCompose, readSettings } from './test/file.ts';
import { startFront, writeIdentity } from './test/front.ts';

const folder = mkdtempSync(join(tmpdir(), 'visavis-stapling-'));
const closers: (() => unknown)[] = [];
afterAll(async () => {
  for (const close of closers.reverse()) await close();
  rmSync(folder, { recursive: true, force: true });
});

const at = (name: string) => join(folder, name);
const openssl = (...args: string[]) =>
  execFileSync('openssl', args, { cwd: folder, stdio: 'pipe' }).toString();
const newKey = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-384', '-nodes'];

function makeAuthority(name: string): void {
  openssl(
    'req',
    '-x509',
    ...newKey,
    '-keyout',
    `${name}.key`,
    '-out',
    `${name}.pem`,
    '-subj',
    '/CN=Authority',
  );
}

/** Of the authority, with its responder's address. */
function certify(into: string, name: string, responder: string): void {
  const privateKey = join(into, 'privkey.pem');
  openssl('req', ...newKey, '-keyout', privateKey, '-out', 'leaf.csr', '-subj', `/CN=${name}`);
  writeFileSync(at('leaf.ext'), `authorityInfoAccess=OCSP;URI:${responder}\nsubjectAltName=DNS:${name}\n`);
  const by = ['-CA', 'authority.pem', '-CAkey', 'authority.key', '-set_serial', '0x1000', '-days', '1'];
  openssl('x509', '-req', '-in', 'leaf.csr', ...by, '-extfile', 'leaf.ext', '-out', 'leaf.pem');
  writeFileSync(
    join(into, 'fullchain.pem'),
    readFileSync(at('leaf.pem'), 'utf8') + readFileSync(at('authority.pem'), 'utf8'),
  );
}

/** OpenSSL's own responder; `signer` is who signs its answers. */
async function startResponder(port: number, signer: string): Promise<void> {
  writeFileSync(at('index.txt'), 'V\t301231235959Z\t\t1000\tunknown\t/CN=leaf\n');
  const by = ['-rsigner', `${signer}.pem`, '-rkey', `${signer}.key`, '-CA', 'authority.pem', '-ndays', '1'];
  const responder = await superviseProcess({
    name: 'responder',
    command: 'openssl',
    args: ['ocsp', '-index', 'index.txt', '-port', String(port), ...by],
    cwd: folder,
    env: { PATH: process.env.PATH ?? '' },
    log: () => undefined,
    ready: line => line.includes('waiting for OCSP client connections'),
    restart: false,
  });
  closers.push(responder.stop);
}

/** What is stapled to a handshake. */
const stapled = (port: number, servername: string) =>
  new Promise<Buffer | null>((resolve, reject) => {
    const options = { host: '127.0.0.1', port, servername, rejectUnauthorized: false, requestOCSP: true };
    const socket = connect(options);
    socket.on('error', reject).once('OCSPResponse', (answer: Buffer | null) => {
      resolve(answer);
      socket.destroy();
    });
  });

test('the front staples what the authority says of its certificate, and nothing that another signed', async () => {
  makeAuthority('authority');
  makeAuthority('forger');
  const example = readSettings(readFileSync(join(import.meta.dirname, '.env.example'), 'utf8'));
  const made = Object.fromEntries(Object.entries(example).map(([name, value]) => [name, value || 'made']));
  const environment = environmentOf(readCompose(made), 'tls');
  const name = environment['CUSTOMER_NAME'] ?? '';
  const nobody = `127.0.0.1:${await freePort()}`;
  const upstreams = { CUSTOMER_UPSTREAM: nobody, AGENT_UPSTREAM: nobody, STORAGE_UPSTREAM: nobody };
  const house = await inside.makeAuthority();
  const IDENTITY_DIR = writeIdentity(at('identity'), await inside.certify(house, 'tls'), house.cert);
  const complaints: string[] = [];
  const front = async (signer: string) => {
    const port = await freePort();
    await startResponder(port, signer);
    const started = await startFront(
      mkdtempSync(at('front-')),
      { ...environment, ...upstreams, IDENTITY_DIR },
      (into, of) => certify(into, of, `http://127.0.0.1:${port}`),
      line => complaints.push(line),
    );
    closers.push(started.stop);
    return started.tlsPort;
  };

  const port = await front('authority');
  // the first handshake has it asked for, by each of nginx's processes for itself
  const answered = async () => {
    const answer = await stapled(port, name);
    if (answer) writeFileSync(at('answer.der'), answer);
    return answer;
  };
  await expect.poll(answered, { timeout: 30_000 }).not.toBeNull();
  const read = ['-issuer', 'authority.pem', '-cert', 'leaf.pem', '-CAfile', 'authority.pem'];
  expect(openssl('ocsp', '-respin', 'answer.der', ...read, '-no_nonce')).toMatch(/leaf\.pem: good/);

  const forged = await front('forger');
  await stapled(forged, name);
  await expect.poll(() => complaints.join(), { timeout: 30_000 }).toContain('OCSP_basic_verify() failed');
  for (let handshakes = 0; handshakes < 8; handshakes++) expect(await stapled(forged, name)).toBeNull();
});
