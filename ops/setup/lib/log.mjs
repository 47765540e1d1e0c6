/** Messages of the set-up. On standard error: standard output belongs to the verb that follows. */
const startedAt = Date.now();

/** @param {string} line */
export function log(line) {
  const seconds = String(Math.round((Date.now() - startedAt) / 1000)).padStart(3);
  console.error(`[set-up ${seconds} s] ${line}`);
}

/** Something the person at the keyboard can put right; shown without a stack. */
export class SetupError extends Error {}
