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
 * unset ones on as empty strings.
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
  const given = Object.fromEntries(
    Object.entries(environment).filter(([, value]) => value !== undefined && value !== ''),
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
