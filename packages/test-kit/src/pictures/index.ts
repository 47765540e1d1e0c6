import { createHash, randomBytes } from 'node:crypto';
import * as fs from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { renderFilm, type FilmName, type FilmPace } from './render.ts';

export { specimen } from './specimen.ts';

const formats = {
  // Large enough to read the document; the agent's picture is shown small.
  full: {
    customer: { width: 1280, rate: 15, quality: 0.82, speed: 1 },
    agent: { width: 960, rate: 15, quality: 0.8, speed: 1 },
  },
  // Few pixels and quick hands, for tests that see a whole call but do not look at it.
  small: {
    customer: { width: 320, rate: 15, quality: 0.82, speed: 2 },
    agent: { width: 320, rate: 15, quality: 0.8, speed: 1 },
  },
} satisfies Record<string, Record<FilmName, FilmPace>>;

type FilmSize = keyof typeof formats;

const sources = (): string => {
  const folder = fileURLToPath(new URL('.', import.meta.url));
  const names = fs.readdirSync(folder, { recursive: true, encoding: 'utf8' }).sort();
  const hash = createHash('sha256');
  for (const name of names.filter(entry => entry.endsWith('.ts') && !entry.endsWith('.test.ts'))) {
    hash.update(`${name}\0`).update(fs.readFileSync(join(folder, name)));
  }
  return hash.digest('hex').slice(0, 16);
};

/**
 * A film for `launchBrowser({ camera })`, made on first use (half a minute) and kept in the user's cache under the
 * hash of its sources. `customer`: a person, who holds up a card, front (5 to 12.5 s) and back (13 to 18.5 s), 21 s
 * in all, half of that when small. `agent`: a person with a headset, 8 s.
 */
export const cameraPicture = async (name: FilmName, size: FilmSize = 'full'): Promise<string> => {
  const cache = process.env.XDG_CACHE_HOME ?? '';
  const folder = join(cache === '' ? join(homedir(), '.cache') : cache, 'visavis', 'pictures', sources());
  const file = join(folder, `${name}-${size}.mjpeg`);
  if (fs.existsSync(file)) return file;
  fs.mkdirSync(folder, { recursive: true });
  const draft = `${file}.${randomBytes(4).toString('hex')}`;
  fs.writeFileSync(draft, await renderFilm(name, formats[size][name]));
  fs.renameSync(draft, file);
  return file;
};
