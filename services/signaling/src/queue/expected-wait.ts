/** Until a tenant has calls to learn from. */
const handlingSecondsAtFirst = 300;

/**
 * Pure: an estimate in seconds, rounded to half minutes; 0 when an agent is ready for this place; null when nobody is
 * on duty, because then nothing is known.
 */
export function expectedWait({
  position,
  ready,
  onDuty,
  handlingSeconds = handlingSecondsAtFirst,
}: {
  position: number;
  ready: number;
  onDuty: number;
  handlingSeconds: number | undefined;
}): number | null {
  if (onDuty === 0) return null;
  if (position <= ready) return 0;
  const seconds = ((position - ready) / onDuty) * handlingSeconds;
  return Math.max(30, Math.round(seconds / 30) * 30);
}
