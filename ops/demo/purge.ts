import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { deletionReceipt, publicJwk } from '@visavis/protocol';
import { verifyReceipt } from '@visavis/receipts';
import { z } from 'zod';
import { projectRoot } from '../start/options.ts';
import type { DemoStack } from './stack.ts';
import { findTraces } from './traces.ts';

const dayMilliseconds = 86_400_000;

const purged = z.object({
  ok: z.boolean(),
  deleted: z.array(z.string()),
  receipts: z.array(deletionReceipt),
});

/** Lets the retention command delete what is due on day 61, and looks for what is left. */
export async function purgeAndProve(stack: DemoStack, identificationId: string) {
  const { ready } = stack;
  const before = await findTraces(ready, identificationId);
  const asOf = new Date(Date.now() + 61 * dayMilliseconds).toISOString().slice(0, 10);
  const report = purged.parse(JSON.parse(await runRetention(stack, ['--as-of', asOf, '--json'])));
  const after = await findTraces(ready, identificationId);
  const receipt = report.receipts.find(({ leaf }) => leaf.identificationId === identificationId);
  const keyFile = ready.embedded.receiptKeyFile.replace(/\.json$/, '.pub.json');
  const key = existsSync(keyFile) ? publicJwk.parse(JSON.parse(readFileSync(keyFile, 'utf8'))) : undefined;
  const verified = receipt && key ? await verifyReceipt(receipt, key) : { ok: false };
  const allowed = new Set(['deletion_receipt', 'audit_event']);
  const rowsLeft = after.rows.filter(table => !allowed.has(table));
  return {
    ok: report.ok && verified.ok && rowsLeft.length === 0 && after.objects === 0 && after.dataKeys === 0,
    asOf,
    before,
    after,
    receiptVerified: verified.ok,
    deleted: report.deleted.length,
  };
}

function runRetention(stack: DemoStack, args: string[]): Promise<string> {
  const dataDir = join(stack.logFile, '..', 'data');
  const child = spawn(process.execPath, [join(projectRoot, 'services/retention/src/cli.ts'), ...args], {
    cwd: projectRoot,
    env: { PATH: process.env.PATH, DATA_DIR: dataDir },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let text = '';
  child.stdout.on('data', (chunk: Buffer) => (text += chunk.toString()));
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', code =>
      code === 0 ? resolve(text) : reject(new Error(`the retention command ended with ${code}: ${text}`)),
    );
  });
}
