const dayMs = 86_400_000;
/** docs/components.md, time frames: what has no known fault. */
export const updateDays = 90;

/** A component with the versions of it that are in use, and when each that there is was published (ISO 8601). */
export type Behind = { name: string; versions: string[]; published: Record<string, string> };

/** What is not a release (1.0.0-rc.1, or the registry's own `created` and `modified`) is undefined. */
function release(version: string): number[] | undefined {
  const parts = /^(\d+)\.(\d+)\.(\d+)$/.exec(version)?.slice(1);
  return parts?.map(Number);
}

function isNewer(one: number[], other: number[]): boolean {
  const place = one.findIndex((part, index) => part !== other[index]);
  return place !== -1 && (one[place] ?? 0) > (other[place] ?? 0);
}

/** A line for each version in use whose oldest successor has been out for longer than the time frame. */
export function breaches({ name, versions, published }: Behind, now: Date): string[] {
  const releases = Object.entries(published).flatMap(([version, at]) => {
    const parts = release(version);
    return parts ? [{ version, parts, days: Math.floor((now.getTime() - Date.parse(at)) / dayMs) }] : [];
  });
  return versions.flatMap(version => {
    const own = release(version);
    if (!own) return [`${name} ${version} is no release`];
    const newer = releases.filter(({ parts }) => isNewer(parts, own));
    const first = newer.sort((one, other) => other.days - one.days)[0];
    if (!first || first.days <= updateDays) return [];
    return [`${name} ${version}: ${first.version} has been out for ${first.days} days`];
  });
}
