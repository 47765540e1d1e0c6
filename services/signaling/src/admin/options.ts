import { parseArgs } from 'node:util';
import { z } from 'zod';
import type { Command } from './command.ts';

export type Asked = { command: Command; options: unknown; json: boolean; allowPipe: boolean };
export type Wrong = { usage: string };

const kebab = (name: string): string => name.replaceAll(/[A-Z]/g, letter => `-${letter.toLowerCase()}`);

const isOptional = (type: z.core.$ZodType): boolean => z.safeParse(type, undefined).success;
const isRepeated = (type: unknown): boolean => type instanceof z.ZodArray;

const optionText = ([name, type]: [string, z.core.$ZodType]): string => {
  const one = `--${kebab(name)} …`;
  const text = isRepeated(type) ? `${one} [${one}]` : one;
  return isOptional(type) ? `[${text}]` : text;
};

export function usageOf(commands: Record<string, Command>): string {
  const lines = Object.entries(commands).map(([name, { summary, options }]) => {
    const asked = [name, ...Object.entries(options.shape).map(optionText)].join(' ');
    return `  ${asked}\n      ${summary}`;
  });
  return `Administers the installation without a browser.

  npm run admin -- COMMAND [--json]

${lines.join('\n')}

--user takes an id or an e-mail address, --lost password or totp or both. With --json the answer is one JSON object.
Links and keys open something, so they are printed to a terminal only, where they go into no log and no file;
--allow-pipe says that whatever reads the answer keeps it safe.

It works on the installation of DATABASE_URL (with DATA_KEK or DATA_KEK_FILE and PUBLIC_AGENT_URL, as the signaling
service has them), or else on the stack whose ready.json is in DATA_DIR (.data). Every act is on record as done by the
command line. Exit code: 0 done, 1 refused, 2 not understood or not possible.`;
}

/** What was asked for, or how it is used. */
export function readOptions(commands: Record<string, Command>, args: readonly string[]): Asked | Wrong {
  const [name = '', ...rest] = args;
  const command = Object.hasOwn(commands, name) ? commands[name] : undefined;
  if (!command) return { usage: usageOf(commands) };
  const { shape } = command.options;
  const fields = Object.keys(shape);
  try {
    const { values } = parseArgs({
      args: rest,
      options: {
        ...Object.fromEntries(
          fields.map(field => [
            kebab(field),
            { type: 'string' as const, multiple: isRepeated(shape[field]) },
          ]),
        ),
        json: { type: 'boolean', default: false },
        'allow-pipe': { type: 'boolean', default: false },
      },
    });
    const given = values as Record<string, unknown>;
    const options = command.options.parse(
      Object.fromEntries(
        fields.flatMap(field => (kebab(field) in given ? [[field, given[kebab(field)]]] : [])),
      ),
    );
    return { command, options, json: values.json, allowPipe: values['allow-pipe'] };
  } catch (error) {
    return { usage: `${faultOf(error)}\n\n${usageOf({ [name]: command })}` };
  }
}

/** Which option, never what was given: it may be a name. */
function faultOf(error: unknown): string {
  if (error instanceof z.ZodError) {
    const [issue] = error.issues;
    return `--${kebab(String(issue?.path[0] ?? ''))} is missing or wrong`;
  }
  // parseArgs names an unknown flag
  return error instanceof Error ? error.message : '';
}
