import {
  chainStart,
  hashAt,
  isPayloadRecorded,
  type ChainHead,
  type ChainRow,
  type Damage,
  type DamageKind,
} from './audit-chain.ts';

/** No more are listed: whoever rewrote that much is found all the same. */
const damageMost = 100;
/** How far from its place a row is looked for, should a part of the chain have been moved. */
const reach = 2000;

export type VerifiedChain = {
  /** Events that are there. */
  count: number;
  /** How many of them have lost their payload with what they were about. */
  erased: number;
  last: ChainHead;
  /** By place; 0 is the chain as a whole. */
  damage: Damage[];
};

type Known = {
  /** `audit_head`, if there is one. */
  head: ChainHead | undefined;
  /** A head that was signed earlier. */
  signed?: ChainHead | undefined;
  /** Where a row with this hash stands, if anywhere. */
  findHash: (hash: Buffer) => Promise<number | undefined>;
};

/** `shift`: how many places behind the one it was recorded at a row stands; undefined if it was recorded nowhere. */
type Judged = { row: ChainRow; shift: number | undefined };

/** @param moved by how much the rows before it have moved */
async function judge(row: ChainRow, moved: number, findHash: Known['findHash']): Promise<Judged> {
  const fits = (sequence: number) => hashAt(row, sequence).equals(row.hash);
  for (const shift of [0, moved]) if (fits(row.sequence - shift)) return { row, shift };
  const before = await findHash(row.previousHash);
  if (before !== undefined && fits(before + 1)) return { row, shift: row.sequence - before - 1 };
  for (let distance = 1; distance <= reach; distance += 1)
    for (const shift of [distance, -distance])
      if (row.sequence > shift && fits(row.sequence - shift)) return { row, shift };
  return { row, shift: undefined };
}

/** Goes from row to row and remembers what the next one must continue. */
class Walk {
  readonly damage: Damage[] = [];
  last: ChainHead;
  /** By how much all rows have moved since some were removed or inserted. */
  moved = 0;
  #isLastDamaged = false;

  constructor(organisationId: string) {
    this.last = { sequence: 0, hash: chainStart(organisationId) };
  }

  add(sequence: number, kind: DamageKind): void {
    if (this.damage.length < damageMost) this.damage.push({ sequence, kind });
  }

  /** @param next tells a swap from a part that moved, and a foreign row from a changed one */
  step({ row, shift }: Judged, next: Judged | undefined): void {
    const { sequence } = row;
    const isGap = sequence > this.last.sequence + 1;
    if (isGap) this.add(this.last.sequence + 1, 'removed');
    const kind = this.#kindOf(row, shift, next);
    // its own hash is right, and yet another row was recorded before it: that one was made anew
    const isBeforeForged =
      !kind && !isGap && !this.#isLastDamaged && !row.previousHash.equals(this.last.hash);
    if (isBeforeForged) this.add(this.last.sequence, 'field_changed');
    if (kind) this.add(kind === 'inserted' && shift !== undefined ? sequence - 1 : sequence, kind);
    this.#isLastDamaged = kind !== undefined;
    this.last = { sequence, hash: row.hash };
  }

  #kindOf(row: ChainRow, shift: number | undefined, next: Judged | undefined): DamageKind | undefined {
    if (shift === undefined) {
      if (next?.shift !== this.moved + 1) return isPayloadRecorded(row) ? 'field_changed' : 'payload_changed';
      this.moved += 1;
      return 'inserted';
    }
    if (!isPayloadRecorded(row)) return 'payload_changed';
    if (shift === this.moved) return undefined;
    const isBack = shift > this.moved;
    const isAlone = next ? next.shift !== shift : isBack && !row.previousHash.equals(this.last.hash);
    if (isAlone) return 'reordered';
    this.moved = shift;
    return isBack ? 'inserted' : 'removed';
  }
}

/**
 * Reads a chain from its first event on and says what does not hold. Where it finds damage it goes on from what stands
 * there, so that each place is named once.
 * @param pages of rows by sequence
 */
export async function verifyChain(
  organisationId: string,
  pages: AsyncIterable<readonly ChainRow[]>,
  { head, signed, findHash }: Known,
): Promise<VerifiedChain> {
  const walk = new Walk(organisationId);
  let [count, erased, accounted] = [0, 0, 0];
  let waiting: Judged | undefined;
  for await (const page of pages) {
    for (const row of page) {
      count += 1;
      if (row.payload === null) erased += 1;
      else if (row.action === 'identification.purged') accounted += erasedBy(row.payload);
      if (signed?.sequence === row.sequence && !signed.hash.equals(row.hash))
        walk.add(row.sequence, 'rewritten');
      // looking for where a row belongs costs; enough is enough
      const judged =
        walk.damage.length < damageMost ? await judge(row, walk.moved, findHash) : { row, shift: undefined };
      if (waiting) walk.step(waiting, judged);
      waiting = judged;
    }
  }
  if (waiting) walk.step(waiting, undefined);
  const { last, damage } = walk;
  if (erased > accounted) walk.add(0, 'payload_erased');
  if (Math.max(head?.sequence ?? 0, signed?.sequence ?? 0) > last.sequence)
    walk.add(last.sequence + 1, 'tail_cut');
  if (isHeadChanged(last, head)) walk.add(last.sequence, 'head_changed');
  return { count, erased, last, damage };
}

/** Higher than the last row, it shows a cut tail and nothing else. */
function isHeadChanged(last: ChainHead, head: ChainHead | undefined): boolean {
  if (!head) return last.sequence > 0;
  return head.sequence < last.sequence || (head.sequence === last.sequence && !head.hash.equals(last.hash));
}

/** What a deletion says of itself; as `identification.purged` has it. */
function erasedBy(payload: string): number {
  const { erased } = JSON.parse(payload) as { erased?: unknown };
  return typeof erased === 'number' ? erased : 0;
}
