import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, dirname, join, relative, resolve } from 'node:path';
import type { Plugin } from 'vite';

const project = resolve(import.meta.dirname, '../..');

/** Subresource Integrity, section 3.1: the metadata of one file. */
export const integrityOf = (bytes: Uint8Array): string =>
  `sha384-${createHash('sha384').update(bytes).digest('base64')}`;

/** What a page loads, beside the page itself, as the build names it: `assets/…`. */
interface Chunk {
  imports: readonly string[];
  dynamicImports: readonly string[];
}

/** The entry's own scripts and everything they import, at once or later; the entry first. */
function scriptsOf(entry: string, chunks: ReadonlyMap<string, Chunk>): string[] {
  const found = new Set([entry]);
  for (const name of found) {
    const chunk = chunks.get(name);
    for (const next of [...(chunk?.imports ?? []), ...(chunk?.dynamicImports ?? [])]) found.add(next);
  }
  return [...found];
}

const attributeOf = (tag: string, name: string): string | undefined =>
  new RegExp(`\\s${name}="([^"]*)"`).exec(tag)?.[1];

/**
 * A built page with the integrity of all it loads. Scripts that are imported later are named as preloads as well: a
 * browser checks what it preloads and takes no other copy afterwards, and an import of its own would carry no integrity.
 * Preloads come before the script that needs them, so that none is asked for without.
 */
export function withIntegrity(
  html: string,
  chunks: ReadonlyMap<string, Chunk>,
  integrity: (file: string) => string,
): string {
  const entry = /\n?[ \t]*<script\b[^>]*\ssrc="\/([^"]*)"[^>]*><\/script>/.exec(html);
  if (!entry?.[1]) throw new Error('a page has no script');
  const [own, ...others] = scriptsOf(entry[1], chunks);
  const links = others
    .sort()
    .map(
      name => `\n    <link rel="modulepreload" crossorigin href="/${name}" integrity="${integrity(name)}">`,
    );
  const script = `\n    <script type="module" crossorigin src="/${own}" integrity="${integrity(entry[1])}"></script>`;
  return html
    .replace(/\n?[ \t]*<link\b[^>]*\srel="modulepreload"[^>]*>/g, '')
    .replace(entry[0], () => links.join('') + script)
    .replace(/<link\b[^>]*\srel="stylesheet"[^>]*>/g, tag => {
      const file = attributeOf(tag, 'href')?.slice(1);
      if (!file) throw new Error('a style has no address');
      return tag.replace(/>$/, () => ` integrity="${integrity(file)}">`);
    });
}

/**
 * Vite plugin of both webs: every page carries the integrity of its scripts and styles, and what is built depends on
 * the sources alone, not on the folder or the environment it is built in.
 */
export function releaseBuild(): Plugin {
  const output = {
    sourcemapPathTransform: (source: string, map: string): string => {
      const file = resolve(dirname(map), source);
      // a module that Vite makes up is named as if it lay where the build was started
      return existsSync(file) ? relative(project, file) : basename(file);
    },
  };
  return {
    name: 'visavis-release-build',
    apply: 'build',
    config: () => {
      process.env.NODE_ENV = 'production'; // whatever the builder's says: it would change what is built
      return { build: { rolldownOptions: { output } }, worker: { rolldownOptions: { output } } };
    },
    writeBundle({ dir }, bundle) {
      if (dir === undefined) return;
      const chunks = new Map<string, Chunk>();
      for (const [name, one] of Object.entries(bundle)) if (one.type === 'chunk') chunks.set(name, one);
      const integrity = (file: string): string => integrityOf(readFileSync(join(dir, file)));
      for (const page of Object.keys(bundle).filter(name => name.endsWith('.html'))) {
        const html = readFileSync(join(dir, page), 'utf8');
        writeFileSync(join(dir, page), withIntegrity(html, chunks, integrity));
      }
    },
  };
}
