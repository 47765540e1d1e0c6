import { randomUUID } from 'node:crypto';
import { sha384, type HashList, type ListedFile, type SiteName } from '../hashes/hash-list.ts';
import type { Difference, DifferenceCode } from './difference.ts';
import { explainPage } from './page.ts';
import { checkHeaders, connections } from './policy.ts';

const PATIENCE_MS = 30_000;
const AT_ONCE = 4;

export interface Comparison {
  site: SiteName;
  origin: string;
  /** Files and pages that were fetched and compared. */
  compared: number;
  differences: Difference[];
  /** Where the site's pages may connect to besides their own origin; for a person to judge. */
  connections: string[];
}

/** Addresses under which a page is shown. The link of a customer is one that nobody knows. */
function pagesOf(site: SiteName, path: string): string[] {
  if (path !== '/index.html') return [path, path.replace(/\.html$/, '')];
  return site === 'customer' ? [path, '/', `/i/${randomUUID()}`] : [path, '/', '/contracts'];
}

type Fetched =
  { ok: true; bytes: Uint8Array; headers: Headers } | { ok: false; code: DifferenceCode; detail: string };

async function fetchBytes(origin: string, path: string): Promise<Fetched> {
  try {
    const response = await fetch(new URL(path, origin), {
      redirect: 'manual',
      // as a browser asks: a server that answers programs otherwise should not know us by this
      headers: { accept: '*/*', 'cache-control': 'no-cache' },
      signal: AbortSignal.timeout(PATIENCE_MS),
    });
    if (response.status >= 300 && response.status < 400)
      return { ok: false, code: 'redirect', detail: response.headers.get('location') ?? '' };
    if (response.status !== 200) return { ok: false, code: 'missing', detail: `status ${response.status}` };
    return { ok: true, bytes: await response.bytes(), headers: response.headers };
  } catch (error) {
    const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
    return { ok: false, code: 'unreachable', detail: cause instanceof Error ? cause.message : 'failed' };
  }
}

/** Runs the work of a few at once, in order of the list. */
async function eachOf<T, R>(list: readonly T[], work: (one: T) => Promise<R>): Promise<R[]> {
  const results: R[] = [];
  for (let at = 0; at < list.length; at += AT_ONCE)
    results.push(...(await Promise.all(list.slice(at, at + AT_ONCE).map(work))));
  return results;
}

/** Compares a running site with a release: every file and page by hash, and what its headers allow. */
export async function compareSite(site: SiteName, origin: string, list: HashList): Promise<Comparison> {
  const files = list.files.filter(file => file.site === site);
  const listed = new Set(files.map(({ path }) => path));
  const comparison: Comparison = { site, origin, compared: 0, differences: [], connections: [] };
  const note = (path: string, code: DifferenceCode, detail?: string): void => {
    comparison.differences.push({ site, path, code, ...(detail === undefined ? {} : { detail }) });
  };
  const compareOne = async ({ file, path }: { file: ListedFile; path: string }): Promise<void> => {
    const found = await fetchBytes(origin, path);
    if (!found.ok) {
      note(path, found.code, found.detail);
      return;
    }
    comparison.compared++;
    const isPage = file.path.endsWith('.html');
    if (sha384(found.bytes) !== file.sha384) {
      const lengths = `${file.length} bytes, found ${found.bytes.length}`;
      note(path, isPage ? 'changed_page' : 'changed_file', lengths);
    }
    // scripts and styles run under the page's policy; a worker under that of its own file
    if (!isPage && !file.path.endsWith('.js')) return;
    for (const { code, detail } of checkHeaders(found.headers)) note(path, code, detail);
    if (!isPage) return;
    comparison.connections = [...new Set([...comparison.connections, ...connections(found.headers)])];
    const html = new TextDecoder().decode(found.bytes);
    for (const { code, detail } of explainPage(html, listed)) note(path, code, detail);
  };
  const addresses = files.flatMap(file => {
    const paths = file.path.endsWith('.html') ? pagesOf(site, file.path) : [file.path];
    return paths.map(path => ({ file, path }));
  });
  const [first] = addresses;
  if (!first) throw new Error(`the list has no files of the site "${site}"`);
  // one answer for all if nobody is there
  const reached = await fetchBytes(origin, '/');
  if (!reached.ok && reached.code === 'unreachable') note('/', reached.code, reached.detail);
  else await eachOf(addresses, compareOne);
  return comparison;
}
