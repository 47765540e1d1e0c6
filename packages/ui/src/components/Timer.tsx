import { cx } from '../cx.ts';
import { formatClock } from '../language/format.ts';
import styles from './Timer.module.css';
import { useNow } from './useNow.ts';

export type TimerProps = {
  /** What is timed, for screen readers. The ticking itself is not announced. */
  label: string;
  size?: 'm' | 'l';
} & (
  | { /** Counts up from this moment (ms since 1970). */ since: number; until?: never }
  | { /** Counts down to this moment and stays at 0:00. */ until: number; since?: never }
);

export function Timer({ label, size = 'm', since, until }: TimerProps) {
  const now = useNow();
  const seconds = (until === undefined ? now - since : until - now) / 1000;
  return (
    <span
      role="timer"
      aria-live="off"
      aria-label={label}
      className={cx(styles.timer, size === 'l' && styles.l)}
    >
      {formatClock(until === undefined ? Math.floor(seconds) : Math.ceil(seconds))}
    </span>
  );
}
