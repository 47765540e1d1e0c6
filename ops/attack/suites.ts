import type { Attack } from './attack.ts';

/** Loaded when asked for: a suite's attacks may need what another's do not. */
const suites = {
  encryption: async () => (await import('./encryption/index.ts')).attacks,
} satisfies Record<string, () => Promise<readonly Attack[]>>;

export const suiteNames = Object.keys(suites);

/** @throws TypeError for an unknown suite */
export async function attacksOf(suite: string): Promise<readonly Attack[]> {
  const load = (suites as Record<string, (() => Promise<readonly Attack[]>) | undefined>)[suite];
  if (!load) throw new TypeError(`no suite "${suite}"; there are: ${suiteNames.join(', ')}`);
  return load();
}

/** @throws TypeError for an unknown suite or attack */
export async function findAttack(suite: string, name: string): Promise<Attack> {
  const found = (await attacksOf(suite)).find(attack => attack.name === name);
  if (!found) throw new TypeError(`no attack "${name}" in suite "${suite}"`);
  return found;
}
