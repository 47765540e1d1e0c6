import { spawnSync } from 'node:child_process';
import { createHash, createPrivateKey, X509Certificate } from 'node:crypto';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import { isProtected } from '@visavis/service-kit';
import { makeSecrets, members, renewSecrets } from './secrets.ts';
import { composeText, project, readCompose, readSettings, wantedSettings } from './test/file.ts';

const folder = mkdtempSync(join(tmpdir(), 'visavis-compose-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

await makeSecrets(folder);
const settings = readSettings(readFileSync(join(folder, '.env'), 'utf8'));
const compose = readCompose(settings);
const ours = ['signaling', 'sfu', 'retention'] as const;

/** Names of variables in a configuration's schema. */
const readBy = (file: string): Set<string> =>
  new Set(
    [...readFileSync(join(project, file), 'utf8').matchAll(/^\s+([A-Z][A-Z0-9_]+):/gm)].map(
      ([, name = '']) => name,
    ),
  );

test('.env.example holds exactly the settings that the compose file wants', () => {
  expect(Object.keys(settings).sort()).toEqual([...wantedSettings(composeText())].sort());
  expect(Object.entries(settings).filter(([, value]) => value === '')).toEqual([]);
});

test.each(ours)('%s is given only variables that it reads', name => {
  const known = new Set([
    ...readBy(`services/${name}/src/config.ts`),
    ...readBy('packages/service-kit/src/inside.ts'),
  ]);
  expect(known.size).toBeGreaterThan(5);
  const given = Object.keys(compose.services[name]?.environment ?? {});
  expect(given.filter(one => !known.has(one) && !known.has(one.replace(/_FILE$/, '')))).toEqual([]);
});

test('the doctor is given the variables that signaling has, and those of the media', () => {
  const { environment } = compose.services['doctor'] ?? { environment: {} };
  expect(environment).toMatchObject(compose.services['signaling']?.environment ?? { none: true });
  expect(environment).toHaveProperty('MEDIA_PORTS', compose.services['sfu']?.environment['MEDIA_PORTS']);
});

test('only the TLS front, the media ports and TURN are published; all other networks are internal', () => {
  const published = Object.entries(compose.services).filter(([, { ports }]) => ports.length > 0);
  expect(published.map(([name]) => name).sort()).toEqual(['sfu', 'tls', 'turn']);
  const open = Object.entries(compose.networks).filter(([, { internal }]) => !internal);
  expect(open.map(([name]) => name).sort()).toEqual(['edge', 'media', 'relay']);
  for (const name of ['postgres', 'postgres-keys', 'redis', 'storage', 'signaling', 'retention']) {
    const networks = compose.services[name]?.networks ?? ['missing'];
    expect(networks.filter(network => compose.networks[network]?.internal !== true)).toEqual([]);
  }
  // what terminates TLS sees neither database, keys nor media control
  expect(compose.services['tls']?.networks).toEqual(['edge', 'front', 'storage']);
});

test('our programs share one image and run without rights', () => {
  for (const name of [...ours, 'migrate', 'storage-setup', 'doctor']) {
    const service = compose.services[name];
    expect(service).toMatchObject({ image: 'visavis:local', read_only: true, cap_drop: ['ALL'] });
    expect(service?.user).toBe(settings['APP_USER']);
    for (const program of service?.command ?? [])
      expect(statSync(join(project, program)).isFile()).toBe(true);
  }
  expect(settings['APP_USER']).not.toMatch(/^0:/);
  for (const [name, { image }] of Object.entries(compose.services))
    expect(image, name).toMatch(/:(local|v?\d[\w.-]*)$/);
});

const made = () =>
  readdirSync(join(folder, '.data'), { recursive: true, withFileTypes: true })
    .filter(entry => entry.isFile())
    .map(({ parentPath, name }) => join(parentPath, name));

test('secrets are made once, readable by their owner only', async () => {
  const texts = () => [join(folder, '.env'), ...made()].map(file => readFileSync(file, 'utf8'));
  const before = texts();
  expect(await makeSecrets(folder)).toEqual([]);
  expect(texts()).toEqual(before);
  expect(before.length).toBeGreaterThan(40);
  const open = made().filter(file => (statSync(file).mode & 0o777) !== 0o600);
  expect(open.map(file => basename(file))).toEqual(['signing-key.pub.json']);
});

test('no secret stands in an environment or in .env, and each container has its own alone', () => {
  const secret = made()
    .filter(file => !/cert\.pem|ca\.pem|pub\.json|redis-users/.test(file))
    .map(file => readFileSync(file, 'utf8').trim());
  const written = JSON.stringify([settings, compose]);
  expect(secret.filter(text => written.includes(text))).toEqual([]);
  for (const [name, { volumes, secrets, environment }] of Object.entries(compose.services)) {
    const whose = volumes.flatMap(
      volume => /identities\/([\w-]+):\/run\/identity:ro$/.exec(volume)?.[1] ?? [],
    );
    expect([name, whose]).toEqual([
      name,
      name === 'doctor' ? ['signaling'] : members.filter(one => one === name),
    ]);
    const read = Object.values(environment).filter(value => value.startsWith('/run/secrets/'));
    expect([name, read.filter(path => !secrets.includes(basename(path)))]).toEqual([name, []]);
  }
  // what makes certificates stays with who makes them
  expect(written).not.toContain('authority');
});

test('a renewal gives every member another certificate of the same authority, for ninety days', async () => {
  const certificates = () =>
    members.map(name => {
      const read = (file: string) => readFileSync(join(folder, '.data/compose', file));
      const own = new X509Certificate(read(`secrets/identities/${name}/cert.pem`));
      const authority = new X509Certificate(read('authority/cert.pem'));
      expect(read(`secrets/identities/${name}/ca.pem`)).toEqual(read('authority/cert.pem'));
      expect([own.checkIssued(authority), own.verify(authority.publicKey), own.ca]).toEqual([
        true,
        true,
        false,
      ]);
      expect(own.checkPrivateKey(createPrivateKey(read(`secrets/identities/${name}/key.pem`)))).toBe(true);
      expect([own.subject, own.checkHost(name)]).toEqual([`CN=${name}`, name]);
      return own;
    });
  const before = certificates().map(({ fingerprint512 }) => fingerprint512);
  await renewSecrets(folder);
  for (const { fingerprint512, validToDate } of certificates()) {
    expect(before).not.toContain(fingerprint512);
    expect(Math.round((validToDate.getTime() - Date.now()) / 86_400_000)).toBe(90);
  }
});

test('a renewal replaces what services share, and nothing that is kept depends on', async () => {
  const texts = () => new Map(made().map(file => [basename(file), readFileSync(file, 'utf8')]));
  const before = texts();
  await renewSecrets(folder);
  const after = texts();
  const changed = [...after].filter(([name, text]) => !name.endsWith('.pem') && before.get(name) !== text);
  expect(changed.map(([name]) => name).sort()).toEqual([
    'redis-password',
    'redis-users',
    's3-secret-access-key',
    'session-secret',
    'sfu-secret',
    'turn-secret',
  ]);
  const hash = createHash('sha256')
    .update(after.get('redis-password') ?? '')
    .digest('hex');
  expect(after.get('redis-users')).toContain(`#${hash} `);
  expect([...after.keys()]).toEqual([...before.keys()]);
});

test('inside everything is TLS', () => {
  for (const [name, { environment }] of Object.entries(compose.services))
    for (const value of Object.values(environment).filter(
      value => value.includes('://') && !value.startsWith('turn:'),
    ))
      expect([name, value, isProtected(new URL(value))]).toEqual([name, value, true]);
  const hba = readFileSync(join(project, 'ops/compose/postgres/pg_hba.conf'), 'utf8');
  const kinds = hba
    .split('\n')
    .filter(line => line !== '' && !line.startsWith('#'))
    .map(line => line.split(/\s+/));
  expect(kinds.map(([kind, , , ...rest]) => [kind, rest.at(kind === 'local' ? 0 : 1)])).toEqual([
    ['local', 'scram-sha-256'],
    ['hostssl', 'cert'],
  ]);
});

test('the engine’s own parser takes the file, where there is one', () => {
  cpSync(join(project, 'docker-compose.yml'), join(folder, 'docker-compose.yml'));
  const parsers = [['docker', 'compose'], ['docker-compose']].filter(
    ([command = '', ...args]) => spawnSync(command, [...args, 'version'], { stdio: 'ignore' }).status === 0,
  );
  for (const [command = '', ...args] of parsers) {
    const { status, stderr } = spawnSync(command, [...args, 'config', '--quiet'], {
      cwd: folder,
      encoding: 'utf8',
    });
    expect({ status, stderr: status === 0 ? '' : stderr }).toEqual({ status: 0, stderr: '' });
  }
});

test('nothing of the tests goes into the image, and nothing that does needs it', () => {
  const dockerfile = readFileSync(join(project, 'ops/compose/Dockerfile'), 'utf8');
  expect(dockerfile).toContain('NODE_ENV=production');
  const [removed = ''] = /&& rm -rf [^\\]*\\\n(?:.*find .*\n)+/.exec(dockerfile) ?? [];
  const folder = mkdtempSync(join(tmpdir(), 'visavis-image-'));
  try {
    const app = join(folder, 'app');
    mkdirSync(join(app, 'ops'), { recursive: true });
    const filter = (path: string) => !/\/(node_modules|dist|\.cache)(\/|$)/.test(path.slice(project.length));
    for (const part of ['packages', 'services', 'db', 'ops/compose', 'ops/doctor'])
      cpSync(join(project, part), join(app, part), { recursive: true, filter });
    const shell = removed.replaceAll('/out/app', app).replace(/^&&/, '').replaceAll('\\\n', '').trim();
    expect(spawnSync('sh', ['-e', '-c', shell]).status).toBe(0);
    const left = readdirSync(app, { recursive: true, encoding: 'utf8' });
    expect(left.length).toBeGreaterThan(500);
    expect(left.filter(path => /\.test\.tsx?$|(^|\/)(test|test-kit|embedded)(\/|$)/.test(path))).toEqual([]);
    // every file that is left finds what it imports by path
    const missing = left
      .filter(path => /\.tsx?$/.test(path))
      .flatMap(path =>
        [...readFileSync(join(app, path), 'utf8').matchAll(/from '(\.[^']+)'/g)].flatMap(([, wanted = '']) =>
          existsSync(join(app, dirname(path), wanted)) ? [] : [`${path}: ${wanted}`],
        ),
      );
    expect(missing).toEqual([]);
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test('every log goes to another machine by TLS, where that file is taken too', () => {
  const file = z.object({
    services: z.record(
      z.string(),
      z.object({
        logging: z.object({ driver: z.literal('syslog'), options: z.record(z.string(), z.string()) }),
      }),
    ),
  });
  const text = readFileSync(join(project, 'ops/compose/logs-elsewhere.yml'), 'utf8');
  const { services } = file.parse(parse(text, { merge: true }));
  expect(Object.keys(services).sort()).toEqual(Object.keys(compose.services).sort());
  for (const { logging } of Object.values(services)) {
    expect(logging.options['syslog-address']).toMatch(/^tcp\+tls:/);
    expect(logging.options).toHaveProperty('syslog-tls-ca-cert');
    expect(logging.options).not.toHaveProperty('syslog-tls-skip-verify');
  }
});
