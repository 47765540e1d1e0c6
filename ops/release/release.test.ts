/* A release's hash list, a running site compared with it, and what a browser makes of a changed one. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { appendFileSync, cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { launchBrowser } from '@visavis/test-kit/browser';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startStack, type Stack } from '../../services/signaling/test/stack.ts';
import { compareSite } from './compare/compare-site.ts';
import { readCompareOptions } from './compare/options.ts';
import { checkHeaders } from './compare/policy.ts';
import { inWords } from './compare/words.ts';
import { builtWebsIn, listWebs } from './hashes/build-webs.ts';
import { hashList, writeHashList, type HashList } from './hashes/hash-list.ts';

/** Of the set-up: after a change of the webs run `npm test`, or what it sets up. */
const built = builtWebsIn(join(import.meta.dirname, '../../web'));

let folder: string;
let list: HashList;
let stack: Stack;
let browser: Browser;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'visavis-release-'));
  list = listWebs(built);
  [stack, browser] = await Promise.all([startStack(), launchBrowser()]);
});
afterAll(async () => {
  await Promise.all([stack.stop(), browser.close()]);
  rmSync(folder, { recursive: true, force: true });
});

/** Runs one of the commands, away from this process's environment. */
async function run(script: string, args: string[], env: Record<string, string> = {}) {
  const child = spawn(process.execPath, [join(import.meta.dirname, script), ...args], {
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let output = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (output += text));
  const [code] = (await once(child, 'close')) as [number];
  return { code, output };
}

describe('the hash list', () => {
  it('is the same whoever builds, where and when', async () => {
    const file = join(folder, 'hashes.json');
    const { code, output } = await run('hashes/main.ts', ['--out', file], { NODE_ENV: 'development' });
    expect(code).toBe(0);
    expect(readFileSync(file, 'utf8')).toBe(writeHashList(list));
    expect(output).toMatch(/SHA-384 of the list: [0-9a-f]{96}\n/);
  }, 180_000);

  it('names every file of both sites, sorted', () => {
    const names = list.files.map(({ site, path }) => `${site}${path}`);
    expect(names).toEqual([...new Set(names)].sort());
    expect(names).toContain('customer/index.html');
    expect(names).toContain('agent/index.html');
    expect(names.filter(name => /call-worker-[\w-]+\.js$/.test(name))).toHaveLength(2);
    expect(hashList.parse(JSON.parse(writeHashList(list)))).toEqual(list);
  });

  it('has pages that load nothing without integrity', () => {
    for (const { site, path } of list.files.filter(one => one.path.endsWith('.html'))) {
      const html = readFileSync(join(built[site], path), 'utf8');
      const loads = html.match(/<(script|link\b[^>]*\brel="(stylesheet|modulepreload)")[^>]*>/g) ?? [];
      expect(loads.length).toBeGreaterThan(1);
      for (const tag of loads) expect(tag).toMatch(/ integrity="sha384-[\w+/]{64}"/);
      expect(html).not.toMatch(/<style|<script(?![^>]* src=)|\son\w+=/);
    }
  });
});

describe('a running site', () => {
  const dist = (site: 'customer' | 'agent') => join(stack.webRoot, site, 'dist');
  const file = (site: 'customer' | 'agent', pattern: RegExp): string => {
    const found = list.files.find(one => one.site === site && pattern.test(one.path));
    if (!found) throw new Error('no such file');
    return found.path;
  };
  const script = () => file('customer', /\/index-[\w-]+\.js$/);
  const codes = async (site: 'customer' | 'agent', origin = stack.customerUrl) =>
    (await compareSite(site, origin, list)).differences.map(({ path, code }) => `${code} ${path}`);

  beforeEach(() => {
    for (const site of ['customer', 'agent'] as const) {
      rmSync(dist(site), { recursive: true, force: true });
      cpSync(built[site], dist(site), { recursive: true });
    }
  });

  it('is the release when nothing was changed', async () => {
    const hashes = join(folder, 'same.json');
    writeFileSync(hashes, writeHashList(list));
    const args = [stack.customerUrl, stack.consoleUrl, '--hashes', hashes];
    const { code, output } = await run('compare/main.ts', args);
    expect(output).toMatch(/customer .* is the release\n/);
    expect(output).toMatch(/agent .* is the release\n/);
    expect(code).toBe(0);
    const json = await run('compare/main.ts', [...args, '--json']);
    expect(JSON.parse(json.output)).toMatchObject({
      ok: true,
      sites: [{ differences: [] }, { differences: [] }],
    });
  });

  it('differs by a bit of any file, a map or a worker too', async () => {
    for (const pattern of [/call-worker-[\w-]+\.js$/, /\.js\.map$/, /\.css$/]) {
      const path = file('customer', pattern);
      const bytes = readFileSync(join(dist('customer'), path));
      bytes[bytes.length >> 1] = (bytes[bytes.length >> 1] ?? 0) ^ 1;
      writeFileSync(join(dist('customer'), path), bytes);
      expect(await codes('customer')).toContain(`changed_file ${path}`);
    }
  });

  it('differs by what its page loads besides, wherever the page is shown', async () => {
    const page = join(dist('customer'), 'index.html');
    const html = readFileSync(page, 'utf8');
    writeFileSync(
      page,
      html.replace('</body>', '<script src="/assets/more.js"></script><b onclick="x()"></b></body>'),
    );
    const found = await codes('customer');
    expect(found).toContain('changed_page /');
    expect(found.filter(one => /^changed_page \/i\//.test(one))).toHaveLength(1);
    expect(found).toContain('extra_script /');
    expect(found).toContain('inline_code /');
    expect(inWords([await compareSite('customer', stack.customerUrl, list)], 'x')).toMatch(
      /DIFFERS[\s\S]*customer\s+\/\s+extra_script\s+.*script \/assets\/more\.js/,
    );
  });

  it('differs when a file is gone, and when it is the other site', async () => {
    rmSync(join(dist('customer'), script()));
    expect(await codes('customer')).toContain(`missing ${script()}`);
    expect(await codes('agent')).toContain('changed_page /');
    const { code } = await run('compare/main.ts', [
      stack.customerUrl,
      '-',
      '--hashes',
      join(folder, 'same.json'),
    ]);
    expect(code).toBe(1);
  });

  it('differs when it sends elsewhere or does not answer', async () => {
    const elsewhere = createServer((_request, response) =>
      response.writeHead(302, { location: 'https://elsewhere.example/' }).end(),
    );
    await once(elsewhere.listen(0, '127.0.0.1'), 'listening');
    const origin = `http://127.0.0.1:${(elsewhere.address() as AddressInfo).port}`;
    expect(await codes('customer', origin)).toContain('redirect /');
    elsewhere.close();
    await once(elsewhere, 'close');
    expect(await codes('customer', origin)).toEqual(['unreachable /']);
  });

  it('differs when its headers allow more', async () => {
    const { headers } = await fetch(stack.customerUrl);
    expect(checkHeaders(headers)).toEqual([]);
    const policy = headers.get('content-security-policy') ?? '';
    const changed = (name: string, value: string) => {
      const others = new Headers(headers);
      others.set(name, value);
      return checkHeaders(others).map(({ code }) => code);
    };
    const csp = 'content-security-policy';
    expect(changed(csp, policy.replace("script-src 'self'", "script-src 'self' 'unsafe-inline'"))).toEqual([
      'weak_policy',
    ]);
    expect(changed(csp, policy.replace('connect-src', 'connect-src https:'))).toEqual(['weak_policy']);
    expect(changed(csp, `script-src-elem *;${policy}`)).toEqual(['weak_policy']);
    expect(changed(csp, `script-src *;${policy}`)).toEqual(['weak_policy']);
    expect(changed('integrity-policy', '')).toEqual(['weak_integrity']);
    expect(changed('x-content-type-options', '')).toEqual(['weak_header']);
  });

  /** Opens a page and notes what the browser refused on it. */
  async function open(url: string): Promise<{ page: Page; refused: string[] }> {
    const page = await browser.newPage();
    const refused: string[] = [];
    page.on('console', message => {
      const text = message.text();
      if (/violat|integrity|Trusted|Content Security Policy|has been blocked/i.test(text)) refused.push(text);
    });
    await page.goto(url, { waitUntil: 'load' });
    return { page, refused };
  }
  const hasStarted = (page: Page) =>
    page.evaluate(() => document.querySelector('#root')?.childElementCount !== 0);

  it('runs in a browser without a violation, every page of it', async () => {
    const pages = list.files.filter(({ path }) => path.endsWith('.html'));
    for (const { site, path } of pages) {
      const address = path.replace(/(index)?\.html$/, '');
      const origin = site === 'customer' ? stack.customerUrl : stack.consoleUrl;
      const { page, refused } = await open(`${origin}${address}`);
      await page.waitForSelector('[data-state]');
      expect(refused).toEqual([]);
      await page.close();
    }
  });

  it('runs no script that differs by a byte from what its page names, nor one that it does not name', async () => {
    appendFileSync(join(dist('customer'), script()), '\n');
    const changed = await open(`${stack.customerUrl}/`);
    expect(changed.refused.join()).toMatch(/integrity/);
    expect(await hasStarted(changed.page)).toBe(false);
    await changed.page.close();

    const page = join(dist('agent'), 'index.html');
    writeFileSync(page, readFileSync(page, 'utf8').replaceAll(/ integrity="[^"]*"/g, ''));
    const unnamed = await open(`${stack.consoleUrl}/`);
    const reported = await unnamed.page.evaluate(
      () =>
        new Promise<string>(resolve => {
          const observer = new ReportingObserver(([report]) => resolve(report?.type ?? ''), {
            types: ['integrity-violation'],
            buffered: true,
          });
          observer.observe();
        }),
    );
    expect(reported).toBe('integrity-violation');
    expect(await hasStarted(unnamed.page)).toBe(false);
    await unnamed.page.close();
  });

  it('takes no other copy of what is imported later', async () => {
    const later = file('agent', /\/recording-[\w-]+\.js$/);
    const take = async (): Promise<string> => {
      const { page } = await open(`${stack.consoleUrl}/`);
      await page.waitForSelector('[data-state]');
      // as text: the test runner would put its own import in the place of the browser's
      const outcome = await page.evaluate<string>(`import('${later}').then(() => 'taken', String)`);
      await page.close();
      return outcome;
    };
    expect(await take()).toBe('taken');
    appendFileSync(join(dist('agent'), later), '\n');
    expect(await take()).toMatch(/TypeError/);
  });

  it('makes no code from text and no worker of a foreign address', async () => {
    const { page } = await open(`${stack.customerUrl}/`);
    await page.waitForSelector('[data-state]');
    const tried = await page.evaluate(async () => {
      await new Promise(resolve => setTimeout(resolve)); // what a debugger evaluates at once may make code
      const attempt = (work: () => unknown) => {
        try {
          work();
          return 'done';
        } catch (error) {
          return error instanceof Error ? error.name : 'failed';
        }
      };
      return {
        code: attempt(() => globalThis.eval('1')),
        markup: attempt(() => (document.body.innerHTML = '<b></b>')),
        emptied: attempt(() => (document.createElement('div').innerHTML = '')),
        blob: attempt(() => new Worker(URL.createObjectURL(new Blob(['1'])))),
        elsewhere: attempt(() => new Worker('https://elsewhere.example/assets/a.js')),
        own: attempt(() => new Worker('/assets/a.js')),
      };
    });
    const refused = { code: 'EvalError', markup: 'TypeError', blob: 'TypeError', elsewhere: 'TypeError' };
    expect(tried).toEqual({ ...refused, emptied: 'done', own: 'done' });
    await page.close();
  });
});

describe('npm run compare-site', () => {
  it('takes two origins, "-" for one that is left out', () => {
    expect(readCompareOptions(['https://a.example/x', 'https://b.example', '--json'])).toEqual({
      origins: [
        { site: 'customer', origin: 'https://a.example' },
        { site: 'agent', origin: 'https://b.example' },
      ],
      hashes: 'release-hashes.json',
      json: true,
    });
    expect(readCompareOptions(['-', 'https://b.example']).origins).toHaveLength(1);
    for (const args of [[], ['https://a.example'], ['ftp://a', 'https://b'], ['-', '-'], ['--what']])
      expect(() => readCompareOptions(args)).toThrow(TypeError);
  });
});
