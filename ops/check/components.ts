import { spawnSync } from 'node:child_process';
import { z } from 'zod';
import { productionDependencies } from './production.ts';
import { breaches, type Behind } from './update-frame.ts';

const outdated = z.record(
  z.string(),
  z
    .union([z.array(z.object({ current: z.string() })), z.object({ current: z.string() })])
    .transform(found => (Array.isArray(found) ? found : [found])),
);

function npmJson(...command: string[]): unknown {
  const { stdout } = spawnSync('npm', [...command, '--json'], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  return JSON.parse(stdout);
}

/** Production's own choices that are not the newest, with every version there is. @throws when npm does not say */
function findBehind(): Behind[] {
  const production = productionDependencies();
  return Object.entries(outdated.parse(npmJson('outdated')))
    .filter(([name]) => production.has(name))
    .map(([name, places]) => ({
      name,
      versions: [...new Set(places.map(({ current }) => current))],
      published: z.record(z.string(), z.string()).parse(npmJson('view', name, 'time')),
    }));
}

const say = (ok: boolean, what: string): boolean => {
  console.log(`${ok ? 'ok    ' : 'FAILED'}  ${what}`);
  return ok;
};

/** Whether any is known to be faulty. An answer that could not be had is a failure too. */
function checkFaults(): boolean {
  const { status } = spawnSync('npm', ['audit', '--omit=dev', '--audit-level=moderate'], {
    stdio: 'inherit',
  });
  return say(status === 0, 'known faults');
}

/** Whether each is as new as docs/components.md wants it. */
function checkUpdates(): boolean {
  const late = findBehind().flatMap(component => breaches(component, new Date()));
  for (const line of late) console.error(line);
  return say(late.length === 0, 'updates');
}

export function checkComponents(): boolean {
  const checks = [checkUpdates(), checkFaults()];
  return checks.every(Boolean);
}
