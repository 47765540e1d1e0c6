import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';

export const project = join(import.meta.dirname, '../../..');

const service = z.looseObject({
  image: z.string(),
  command: z.array(z.string()).optional(),
  entrypoint: z.array(z.string()).optional(),
  environment: z.record(z.string(), z.string()).default({}),
  networks: z.array(z.string()).default([]),
  network_mode: z.string().optional(),
  ports: z.array(z.string()).default([]),
  secrets: z.array(z.string()).default([]),
  volumes: z.array(z.string()).default([]),
  read_only: z.boolean().default(false),
  user: z.string().optional(),
});

const composeFile = z.looseObject({
  services: z.record(z.string(), service),
  networks: z.record(z.string(), z.object({ internal: z.boolean().default(false) })),
  secrets: z.record(z.string(), z.object({ file: z.string() })),
});

export const composeText = (): string => readFileSync(join(project, 'docker-compose.yml'), 'utf8');

/** Lines `NAME=value` of an env file. */
export function readSettings(text: string): Record<string, string> {
  return Object.fromEntries(
    [...text.matchAll(/^([A-Z][A-Z0-9_]*)=(.*)$/gm)].map(([, name = '', value = '']) => [name, value]),
  );
}

/** Names that the compose file takes from `.env`. */
export const wantedSettings = (text: string): Set<string> =>
  new Set([...text.matchAll(/(?<!\$)\$\{([A-Z][A-Z0-9_]*)/g)].map(([, name = '']) => name));

/**
 * The compose file as the engine reads it: merge keys resolved, `${NAME}`, `${NAME:-default}`, `${NAME:?message}`
 * filled in, `$$` turned into `$` (Compose specification, Interpolation).
 *
 * @throws Error naming a setting that is required and missing
 */
export function readCompose(settings: Record<string, string>): z.infer<typeof composeFile> {
  const fill = (text: string): string =>
    text.replace(
      /\$(?:\$|\{([A-Z][A-Z0-9_]*)(?::([-?])([^}]*))?\})/g,
      (_all, name?: string, kind?: string, rest?: string) => {
        if (name === undefined) return '$';
        const value = settings[name];
        if (value !== undefined && value !== '') return value;
        if (kind === '?') throw new Error(`${name} is not set`);
        return kind === '-' ? (rest ?? '') : '';
      },
    );
  const walk = (value: unknown): unknown => {
    if (typeof value === 'string') return fill(value);
    if (Array.isArray(value)) return value.map(walk);
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, walk(inner)]));
  };
  return composeFile.parse(walk(parse(composeText(), { merge: true })));
}

/** The environment of a service that must be there. */
export function environmentOf(compose: ReturnType<typeof readCompose>, name: string): Record<string, string> {
  const service = compose.services[name];
  if (!service) throw new Error(`docker-compose.yml has no service ${name}`);
  return service.environment;
}
