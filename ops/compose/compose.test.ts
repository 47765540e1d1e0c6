import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { cpSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
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
  for (const name of [...ours, 'storage-setup', 'doctor']) {
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
