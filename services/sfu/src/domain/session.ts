/**
 * What a node remembers of a session besides its media: who may command it,
 * until when, and which generation of each participant is the current one.
 * Times are milliseconds of the caller's clock. Nothing here changes its input.
 */
export interface SessionRecord {
  /** Highest fence seen; a closed session asks for at least this one to be opened again. */
  fence: number;
  open: boolean;
  leaseEndsAt: number;
  participants: Readonly<Record<string, { generation: number; open: boolean }>>;
}

type Refused<Code extends string> = { ok: false; code: Code };
type Accepted = { ok: true; record: SessionRecord };

const refused = <Code extends string>(code: Code): Refused<Code> => ({ ok: false, code });

/** Opens a session, again if need be; one that is open is only renewed. */
export function openSession(
  record: SessionRecord | undefined,
  fence: number,
  leaseEndsAt: number,
): Accepted | Refused<'stale_fence'> {
  if (record && fence < record.fence) return refused('stale_fence');
  const participants = record?.open ? record.participants : {};
  return { ok: true, record: { fence, open: true, leaseEndsAt, participants } };
}

/** Lets a command in and renews the lease: a commander that commands is alive. */
export function admitCommand(
  record: SessionRecord | undefined,
  fence: number,
  leaseEndsAt: number,
): Accepted | Refused<'stale_fence' | 'unknown_session'> {
  if (record && fence < record.fence) return refused('stale_fence');
  if (!record?.open) return refused('unknown_session');
  return { ok: true, record: { ...record, fence, leaseEndsAt } };
}

/** `replaces` tells that an older generation was current and has to be closed. */
export function enterParticipant(
  record: SessionRecord,
  participant: string,
  generation: number,
): (Accepted & { replaces: boolean }) | Refused<'stale_generation'> {
  const current = record.participants[participant];
  if (current && (generation < current.generation || (generation === current.generation && !current.open))) {
    return refused('stale_generation');
  }
  const participants = { ...record.participants, [participant]: { generation, open: true } };
  const replaces = current !== undefined && current.open && generation > current.generation;
  return { ok: true, record: { ...record, participants }, replaces };
}

/** Closes a generation for good, and with it all older ones. */
export function leaveParticipant(
  record: SessionRecord,
  participant: string,
  generation: number,
): Accepted | Refused<'stale_generation'> {
  const current = record.participants[participant];
  if (current && generation < current.generation) return refused('stale_generation');
  const participants = { ...record.participants, [participant]: { generation, open: false } };
  return { ok: true, record: { ...record, participants } };
}

/**
 * Closes a session on command. Its fence is used up, so that a repeated
 * `session.open` that was under way cannot bring it back.
 */
export function closeSession(record: SessionRecord, leaseEndsAt: number): SessionRecord {
  return { fence: record.fence + 1, open: false, leaseEndsAt, participants: {} };
}

/** The node itself lost or dropped the session; its commander may open it anew under the same fence. */
export function loseSession(record: SessionRecord, leaseEndsAt: number): SessionRecord {
  return { ...record, open: false, leaseEndsAt, participants: {} };
}

/** An open session past its lease is dropped, a closed one past its time forgotten. */
export function isPast(record: SessionRecord, now: number): boolean {
  return now >= record.leaseEndsAt;
}
