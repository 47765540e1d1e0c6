import { readFileSync } from 'node:fs';
import { z } from 'zod';

/** The environment does not describe a service that could run. The message names variables, never values. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
  /** Names of the variables at fault. */
  readonly variables: readonly string[];

  constructor(service: string, problems: readonly { variable: string; problem: string }[]) {
    const lines = problems.map(({ variable, problem }) => `  ${variable}: ${problem}`);
    super(`The configuration of ${service} is not usable:\n${lines.join('\n')}`);
    this.variables = problems.map(({ variable }) => variable);
  }
}

/**
 * Reads the environment once, at start.
 *
 * An empty variable counts as absent, because compose files and shells pass
 * unset ones on as empty strings. Instead of a secret `NAME`, `NAME_FILE` may
 * name the file that holds it.
 *
 * @param service name for the error message
 * @param schema object schema whose keys are the variables; it may transform to any shape
 * @throws ConfigError with one line per variable at fault
 */
export function readConfig<S extends z.ZodType>(
  service: string,
  schema: S,
  environment: Readonly<Record<string, string | undefined>>,
): z.output<S> {
  const given = withSecrets(
    service,
    Object.fromEntries(
      Object.entries(environment).filter(([, value]) => value !== undefined && value !== ''),
    ),
  );
  const parsed = schema.safeParse(given);
  if (parsed.success) return parsed.data;
  throw new ConfigError(
    service,
    parsed.error.issues.map(issue => {
      const variable = String(issue.path[0] ?? 'environment');
      return { variable, problem: variable in given ? describe(issue) : 'is required' };
    }),
  );
}

/** What no environment needs to hold: who can look at a process can read that. */
const secrets = [
  ...['DATA_KEK', 'NEW_DATA_KEK', 'SESSION_SECRET', 'SFU_SECRET', 'TURN_SECRET', 'REDIS_PASSWORD'],
  ...['S3_ACCESS_KEY_ID', 'S3_SECRET_ACCESS_KEY'],
];

function withSecrets<Given extends Record<string, string | undefined>>(service: string, given: Given) {
  const problems: { variable: string; problem: string }[] = [];
  const read = secrets.flatMap(name => {
    const variable = `${name}_FILE`;
    const file = given[variable];
    if (file === undefined || given[name] !== undefined) return [];
    try {
      return [[name, readFileSync(file, 'utf8').trim()]];
    } catch {
      problems.push({ variable, problem: 'must name a readable file' });
      return [];
    }
  });
  if (problems.length > 0) throw new ConfigError(service, problems);
  return { ...given, ...(Object.fromEntries(read) as Record<string, string>) };
}

/** Zod's own messages may quote the input; these are built from what was expected alone. */
function describe(issue: z.core.$ZodIssue): string {
  switch (issue.code) {
    case 'invalid_type':
      return `must be a ${issue.expected}`;
    case 'too_small':
      return `must be at least ${issue.minimum}${issue.origin === 'string' ? ' characters long' : ''}`;
    case 'too_big':
      return `must be at most ${issue.maximum}${issue.origin === 'string' ? ' characters long' : ''}`;
    case 'invalid_format':
      return `must be a valid ${issue.format}`;
    case 'invalid_value':
      return `must be one of ${issue.values.map(String).join(', ')}`;
    case 'custom':
      return issue.message;
    default:
      return 'is not valid';
  }
}
