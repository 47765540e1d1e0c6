import type { Comparison } from './compare-site.ts';
import { DIFFERENCES } from './difference.ts';

function table(rows: readonly string[][]): string {
  const widths = rows[0]?.map((_, column) => Math.max(...rows.map(row => row[column]?.length ?? 0))) ?? [];
  return rows
    .map(row =>
      row
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}

/** What a person reads: one line a site, then what differs. */
export function inWords(comparisons: readonly Comparison[], digest: string): string {
  const lines = [`compared with the hash list ${digest}`];
  for (const { site, origin, compared, differences, connections } of comparisons) {
    const verdict = differences.length === 0 ? 'is the release' : `DIFFERS (${differences.length})`;
    lines.push(`${site} ${origin}: ${compared} files and pages, ${verdict}`);
    if (connections.length > 0) lines.push(`  its pages may also connect to ${connections.join(' ')}`);
  }
  const rows = comparisons
    .flatMap(({ differences }) => differences)
    .map(({ site, path, code, detail = '' }) => [
      site,
      path,
      code,
      `${DIFFERENCES[code]}. ${detail}`.trimEnd(),
    ]);
  if (rows.length > 0) lines.push('', table([['site', 'path', 'code', 'what'], ...rows]));
  return lines.join('\n');
}
