/** Source of libsrtp from the distribution, without touching the system's package configuration. */
import { spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';

/**
 * Fetches and unpacks Debian's or Ubuntu's source package of libsrtp2, checked by apt against
 * the archive's signatures. Works for ordinary users: lists and caches are our own.
 *
 * @param {string} dir folder to work in, created
 * @returns {string | undefined} the source folder, or undefined where there is no apt or no source archive
 */
export function fetchLibsrtp(dir) {
  const sources = sourceEntries('/etc/apt');
  if (sources.length === 0) return undefined;
  for (const folder of ['parts', 'lists/partial', 'cache/archives/partial', 'source']) {
    mkdirSync(path.join(dir, folder), { recursive: true });
  }
  sources.forEach(({ name, text }) => writeFileSync(path.join(dir, 'parts', name), text));
  // A file and not -o options: apt splits those at spaces in paths.
  const config = path.join(dir, 'apt.conf');
  writeFileSync(config, aptConfig(dir));
  const apt = (...args) =>
    spawnSync('apt-get', ['-qq', ...args], {
      cwd: path.join(dir, 'source'),
      env: { ...process.env, APT_CONFIG: config },
      stdio: 'ignore',
    }).status === 0;
  if (!apt('update') || !apt('source', 'libsrtp2')) return undefined;
  const unpacked = readdirSync(path.join(dir, 'source'), { withFileTypes: true }).find(entry =>
    entry.isDirectory(),
  );
  return unpacked && path.join(dir, 'source', unpacked.name);
}

function aptConfig(dir) {
  return [
    'Dir::Etc::SourceList "/dev/null";',
    `Dir::Etc::SourceParts "${dir}/parts";`,
    `Dir::State::Lists "${dir}/lists";`,
    `Dir::Cache "${dir}/cache";`,
    // As root apt would drop to its own user, which may not enter our folder.
    ...(process.getuid?.() === 0 ? ['APT::Sandbox::User "root";'] : []),
    'Acquire::Languages "none";',
    'Acquire::http::Timeout "20";',
    'Acquire::Retries "1";',
    '',
  ].join('\n');
}

/**
 * The system's own archives (mirror, proxy and keys as configured), asked for sources instead of
 * binaries. Other archives, by the name of their suites, are left out.
 *
 * @param {string} etc folder of apt's configuration
 * @returns {{ name: string, text: string }[]}
 */
function sourceEntries(etc) {
  const codename = /^VERSION_CODENAME=(\w+)/m.exec(readOr('/etc/os-release'))?.[1];
  if (!codename) return [];
  const files = [
    'sources.list',
    ...listOr(path.join(etc, 'sources.list.d')).map(name => `sources.list.d/${name}`),
  ];
  return files
    .map(file => ({ file, text: readOr(path.join(etc, file)) }))
    .map(({ file, text }, index) => ({
      name: `${String(index)}${path.extname(file)}`,
      text: file.endsWith('.sources') ? stanzas(text, codename) : lines(text, codename),
    }))
    .filter(({ text }) => text !== '');
}

/** deb822 style, sources.list(5). */
function stanzas(text, codename) {
  return text
    .split(/\n\s*\n/)
    .map(stanza => stanza.replace(/^#.*\n?/gm, ''))
    .filter(stanza => new RegExp(`^Suites:.*\\s${codename}(?![\\w])`, 'm').test(stanza) && isEnabled(stanza))
    .map(stanza => stanza.replace(/^Types:.*$/m, 'Types: deb-src').trim())
    .join('\n\n');
}

const isEnabled = stanza => !/^Enabled:\s*no/im.test(stanza) && /^Components:.*\bmain\b/m.test(stanza);

/** One-line style, sources.list(5): deb [options] uri suite component… */
function lines(text, codename) {
  return text
    .split('\n')
    .filter(line =>
      new RegExp(`^deb\\s+(\\[[^\\]]*\\]\\s+)?\\S+\\s+${codename}(-\\w+)?\\s.*\\bmain\\b`).test(line),
    )
    .map(line => line.replace(/^deb\s/, 'deb-src '))
    .join('\n');
}

function readOr(file) {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}

function listOr(dir) {
  try {
    return readdirSync(dir).filter(name => /\.(list|sources)$/.test(name));
  } catch {
    return [];
  }
}
