import type { Patch } from './attack.ts';
import { tryAll, type Results } from './run.ts';

/** Attacks of one kind. */
export type Suite = {
  attacks: readonly { name: string; defence: readonly Patch[]; sampled?: boolean }[];
  /** Tries those named, each with its control. @param size how much to do where an attack repeats itself */
  tryNamed: (
    names: readonly string[],
    progress: (line: string) => void,
    options?: { size?: number },
  ) => Promise<Results>;
};

/** Loaded when asked for: a suite's attacks may need what another's do not. */
const suites = {
  encryption: async (): Promise<Suite> => {
    const { attacks } = await import('./encryption/index.ts');
    return {
      attacks,
      tryNamed: (names, ...more) =>
        tryAll(
          attacks.filter(({ name }) => names.includes(name)),
          ...more,
        ),
    };
  },
  access: async (): Promise<Suite> => {
    const { attacks } = await import('./access/index.ts');
    const { tryTogether } = await import('./access/try.ts');
    return {
      attacks,
      tryNamed: (names, ...more) =>
        tryTogether(
          attacks.filter(({ name }) => names.includes(name)),
          ...more,
        ),
    };
  },
} satisfies Record<string, () => Promise<Suite>>;

export const suiteNames = Object.keys(suites);

/** @throws TypeError for an unknown suite */
export async function suiteOf(name: string): Promise<Suite> {
  const load = (suites as Record<string, (() => Promise<Suite>) | undefined>)[name];
  if (!load) throw new TypeError(`no suite "${name}"; there are: ${suiteNames.join(', ')}`);
  return load();
}
