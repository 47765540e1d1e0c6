import { connect, listDue, type DueIdentification } from '@visavis/db';
import type { Config } from '../config.ts';

/** What a purge as of this moment would take, and what holds keep. Needs the main database alone; changes nothing. */
export async function dryRun(config: Config, asOf: Date): Promise<DueIdentification[]> {
  const sql = connect(config.databaseUrl, 'visavis_retention', {
    connections: 1,
    identity: config.identity,
  });
  try {
    return await listDue(sql, asOf);
  } finally {
    await sql.end({ timeout: 5 });
  }
}

export const dryRunJson = (asOf: Date, due: readonly DueIdentification[]) => ({
  ok: true,
  dryRun: true,
  asOf: asOf.toISOString(),
  identifications: due.map(item => ({
    id: item.id,
    tenantId: item.tenantId,
    contract: { id: item.contractId, name: item.contractName },
    outcome: item.outcome,
    endedAt: item.endedAt.toISOString(),
    dueAt: item.dueAt.toISOString(),
    objects: item.objects,
    bytes: item.bytes,
    held: item.heldUntil !== null,
    heldUntil: item.heldUntil?.toISOString() ?? null,
  })),
  totals: totals(due),
});

function totals(due: readonly DueIdentification[]) {
  const going = due.filter(item => item.heldUntil === null);
  return {
    identifications: going.length,
    objects: going.reduce((sum, item) => sum + item.objects, 0),
    bytes: going.reduce((sum, item) => sum + item.bytes, 0),
    held: due.length - going.length,
  };
}

export function dryRunText(asOf: Date, due: readonly DueIdentification[]): string {
  const sum = totals(due);
  const rows = due.map(item => [
    item.id,
    item.contractName,
    item.outcome,
    item.dueAt.toISOString().slice(0, 10),
    String(item.objects),
    String(item.bytes),
    item.heldUntil === null ? 'goes' : `held until ${item.heldUntil.toISOString().slice(0, 10)}`,
  ]);
  const head = ['identification', 'contract', 'outcome', 'due', 'objects', 'bytes', ''];
  return [
    ...(rows.length === 0 ? [] : columns([head, ...rows])),
    `As of ${asOf.toISOString()}: ${sum.identifications} identifications would go with ${sum.objects} objects (${sum.bytes} bytes), ${sum.held} are held. Nothing was changed.`,
  ].join('\n');
}

function columns(rows: readonly string[][]): string[] {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map(row => row[column]?.length ?? 0)));
  return rows.map(row =>
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd(),
  );
}
