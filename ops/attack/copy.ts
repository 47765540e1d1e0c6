import { execFile } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join, resolve } from 'node:path';
import { promisify } from 'node:util';
import type { Patch } from './attack.ts';
import { projectRoot } from './house.ts';

const copied = [
  'packages',
  'services',
  'db',
  'web',
  'ops',
  'package.json',
  'tsconfig.base.json',
  'tsconfig.web.json',
];
const left = new Set(['node_modules', 'dist', '.data', '.cache', '.demo']);

/** How often each patch's text occurs where it should occur once; empty when all fit. */
export function misfits(patches: readonly Patch[], root = projectRoot): string[] {
  return patches.flatMap(({ file, find }) => {
    const path = join(root, file);
    const times = existsSync(path) ? readFileSync(path, 'utf8').split(find).length - 1 : 0;
    return times === 1 ? [] : [`${file}: ${times} times "${find}"`];
  });
}

/**
 * Copies the tree to a temporary folder and takes a defence out of the copy.
 * @returns the copy's root, for the caller to remove
 * @throws if a patch does not fit exactly once: a control that changes nothing would prove nothing
 */
export function copyWithout(patches: readonly Patch[]): string {
  const unfit = misfits(patches);
  if (unfit.length > 0) throw new Error(`the defence to take out is not where it was: ${unfit.join('; ')}`);
  // the real path: Node looks for packages from there
  const root = realpathSync(mkdtempSync(join(tmpdir(), 'visavis-attack-')));
  for (const part of copied)
    cpSync(join(projectRoot, part), join(root, part), {
      recursive: true,
      filter: source => !left.has(basename(source)),
    });
  linkPackages(root);
  for (const { file, find, replace } of patches) {
    const path = join(root, file);
    writeFileSync(
      path,
      readFileSync(path, 'utf8').replace(find, () => replace),
    );
  }
  return root;
}

/** Our own packages lead into the copy, all others to where they are installed. */
function linkPackages(root: string): void {
  const installed = join(projectRoot, 'node_modules');
  const modules = join(root, 'node_modules');
  mkdirSync(join(modules, '@visavis'), { recursive: true });
  for (const name of readdirSync(installed))
    if (name !== '@visavis') symlinkSync(join(installed, name), join(modules, name));
  for (const name of readdirSync(join(installed, '@visavis'))) {
    const within = resolve(realpathSync(join(installed, '@visavis', name))).slice(
      resolve(projectRoot).length,
    );
    symlinkSync(join(root, within), join(modules, '@visavis', name));
  }
}

/** Builds a copy's web apps, as the set-up does it for the real tree. */
export async function buildWebApps(root: string): Promise<void> {
  const vite = join(projectRoot, 'node_modules/vite/bin/vite.js');
  for (const app of readdirSync(join(root, 'web'))) {
    const cwd = join(root, 'web', app);
    if (existsSync(join(cwd, 'vite.config.ts')))
      await promisify(execFile)(process.execPath, [vite, 'build', '--logLevel', 'warn'], { cwd });
  }
}
