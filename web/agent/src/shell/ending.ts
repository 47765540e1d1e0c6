/** From so long before its end on, it is said that something ends. */
const noticeMs = 30 * 86_400_000;

/** Whether something is over, or soon will be; times in milliseconds. */
export function endingOf(endsAt: number, now: number): 'good' | 'soon' | 'over' {
  if (endsAt <= now) return 'over';
  return endsAt - now < noticeMs ? 'soon' : 'good';
}
