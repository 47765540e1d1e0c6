import type { Actor, Transaction } from '@visavis/db';
import type { z } from 'zod';
import type { Brakes } from '../access/brakes.ts';

/** Whoever has the terminal has the whole installation; the record says that it was this way. */
export const commandLine: Actor = { kind: 'service', id: 'command_line' };

export type Tools = {
  brakes: Brakes;
  agentOrigin: string;
  /** One act: its rows and its audit event, or nothing. */
  act: <T>(work: (transaction: Transaction) => Promise<T>) => Promise<T>;
};

/** What a program gets with `--json`, and what a person reads. */
export type Answer = { json: Record<string, unknown>; text: string };

export type Command = {
  summary: string;
  /** An option a field, `--like-this`: required unless it is optional, repeated where it is an array. */
  options: z.ZodObject;
  /** The answer opens something: it goes to a terminal and nowhere else. */
  isSecret?: true;
  run: (tools: Tools, options: never) => Promise<Answer>;
};

type Made<Options extends z.ZodObject> = Omit<Command, 'options' | 'run'> & {
  options: Options;
  run: (tools: Tools, options: z.output<Options>) => Promise<Answer>;
};

export const command = <const Options extends z.ZodObject>(made: Made<Options>): Command => made;

/** Columns of equal width; what could steer a terminal is not printed. */
export function table(rows: readonly (readonly string[])[]): string {
  const clean = rows.map(row => row.map(cell => cell.replaceAll(/\p{C}/gu, '?')));
  const widths = clean[0]?.map((_, column) => Math.max(...clean.map(row => row[column]?.length ?? 0))) ?? [];
  return clean
    .map(row =>
      row
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}
