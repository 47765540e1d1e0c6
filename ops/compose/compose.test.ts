import { spawnSync } from 'node:child_process';
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
import { dirname, join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import { makeSecrets } from './secrets.ts';
import { composeText, project, readCompose, readSettings, wantedSettings } from './test/file.ts';

const folder = mkdtempSync(join(tmpdir(), 'visavis-compose-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

makeSecrets(folder);
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
  const known = readBy(`services/${name}/src/config.ts`);
  expect(known.size).toBeGreaterThan(5);
  expect(Object.keys(compose.services[name]?.environment ?? {}).filter(given => !known.has(given))).toEqual(
    [],
  );
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

test('secrets are made once, readable by their owner only', () => {
  const before = readFileSync(join(folder, '.env'), 'utf8');
  expect(makeSecrets(folder)).toEqual([]);
  expect(readFileSync(join(folder, '.env'), 'utf8')).toBe(before);
  for (const file of ['.env', ...['data-kek', 'session-secret', 'receipts/signing-key.json'].map(secretFile)])
    expect(statSync(join(folder, file)).mode & 0o777, file).toBe(0o600);
});

const secretFile = (name: string) => join('.data/compose/secrets', name);

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
