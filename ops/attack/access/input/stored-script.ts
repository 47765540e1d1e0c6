import { cookiesFor, launchBrowser, openContext } from '@visavis/test-kit/browser';
import type { BrowserContext, Page } from 'playwright-core';
import type { Patch } from '../../attack.ts';
import type { AccessAttack } from '../attack.ts';
import { standings } from '../world/sessions.ts';
import { makeTenant } from '../world/tenants.ts';
import type { World } from '../world/world.ts';

/** Runs in whatever shows it as markup, in an attribute, or in a script. */
/** The shortest. */
export const image = '<img src=x onerror="globalThis.ran=1">';
export const script = `${image}<script>globalThis.ran=1</script>"'><svg onload=globalThis.ran=1>\${globalThis.ran=1}`;
export const shownAs = '<img src=x onerror=';

/** What would still refuse a script that a page takes for markup. */
export const pagePolicies: readonly Patch[] = [
  {
    file: 'services/signaling/src/http/security-headers.ts',
    find: `'script-src': ["'self'"],`,
    replace: `'script-src': ["'self'", "'unsafe-inline'"],`,
  },
  {
    file: 'services/signaling/src/http/security-headers.ts',
    find: `'require-trusted-types-for': ["'script'"],`,
    replace: '',
  },
];

type Seen = { pages: number; shown: number; ran: string[] };

async function look(page: Page, name: string, seen: Seen): Promise<void> {
  await page.waitForLoadState('networkidle');
  const { ran, shown } = await page.evaluate(mark => {
    const { ran: didRun } = globalThis as { ran?: number };
    return { ran: didRun === 1, shown: document.body.innerText.includes(mark) };
  }, shownAs);
  seen.pages++;
  if (shown) seen.shown++;
  if (ran) seen.ran.push(name);
}

/** Every page that the navigation leads to. */
async function walkConsole(context: BrowserContext, origin: string, name: string, seen: Seen): Promise<void> {
  const page = await context.newPage();
  page.on('dialog', dialog => {
    seen.ran.push(name);
    void dialog.dismiss();
  });
  await page.goto(origin);
  await page.locator('[data-state]').first().waitFor();
  const hrefs = await page
    .locator('a[href^="#/"]')
    .evaluateAll(links => links.map(link => link.getAttribute('href') ?? ''));
  for (const href of ['', ...new Set(hrefs)]) {
    await page.goto(`${origin}/${href}`);
    await look(page, `${name} ${href}`, seen);
  }
  await page.close();
}

async function sessionsIn(
  world: World,
  tenant: Awaited<ReturnType<typeof makeTenant>>,
): Promise<[string, string][]> {
  const { people, operatorId, resellerId } = world;
  const organisations = {
    operator: operatorId,
    reseller: resellerId,
    ident_centre: tenant.centreId,
    tenant: tenant.tenantId,
  };
  const cookies: [string, string][] = [];
  for (const { kind, role } of standings) {
    const person = await people.make(organisations[kind], [role], { name: script });
    cookies.push([`${role} of ${kind}`, await people.signIn(person)]);
  }
  return cookies;
}

export const storedScript: AccessAttack = {
  name: 'stored-script-in-every-text',
  by: 'pages show text as text; a script that came in as markup would be refused by Trusted Types and the content security policy',
  copy: 'pages',
  builds: true,
  defence: [
    {
      file: 'packages/ui/src/layout/ConsoleShell.tsx',
      find: '<span className={styles.name}>{user.name}</span>',
      replace: '<span className={styles.name} dangerouslySetInnerHTML={{ __html: user.name }} />',
    },
    ...pagePolicies,
  ],
  run: async world => {
    const { agentOrigin, customerOrigin } = world;
    const tenant = await makeTenant(world, world.people, script);
    const seen: Seen = { pages: 0, shown: 0, ran: [] };
    const browser = await launchBrowser();
    try {
      for (const [name, cookie] of await sessionsIn(world, tenant)) {
        const context = await openContext(browser);
        await context.addCookies(cookiesFor(agentOrigin, cookie));
        await walkConsole(context, agentOrigin, name, seen);
        await context.close();
      }
      const context = await openContext(browser, { screen: 'phone' });
      const page = await context.newPage();
      await page.goto(tenant.customerUrl.replace(/^https?:\/\/[^/]+/, customerOrigin));
      await page.getByText(shownAs).first().waitFor();
      await look(page, 'customer', seen);
      await context.close();
    } finally {
      await browser.close();
    }
    return {
      succeeded: seen.ran.length > 0,
      seen: `markup and scripts as every name and text: shown as text on ${seen.shown} of ${seen.pages} pages, run on ${seen.ran.length}`,
    };
  },
};
