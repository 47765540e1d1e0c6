import type { ReactNode } from 'react';
import { cx } from '../cx.ts';
import { useUiT } from '../language/own.ts';
import styles from './Progress.module.css';

const radius = 44;
const length = 2 * Math.PI * radius;

/** Small sign of work under way. Alone it is decoration; with `label` it is announced. */
export function Spinner({ label, size = 'm' }: { label?: string; size?: 'm' | 'l' }) {
  return (
    <span
      className={cx(styles.spinner, size === 'l' && styles.spinnerLarge)}
      role={label ? 'status' : undefined}
    >
      <svg viewBox="0 0 100 100" aria-hidden="true" focusable="false" className={styles.turning}>
        <circle className={styles.track} cx="50" cy="50" r={radius} />
        <circle
          className={styles.bar}
          cx="50"
          cy="50"
          r={radius}
          strokeDasharray={`${length * 0.28} ${length}`}
        />
      </svg>
      {label ? <span>{label}</span> : null}
    </span>
  );
}

/** A whole area that waits: large spinner with words below. */
export function Busy({ label }: { label?: string }) {
  const t = useUiT();
  return (
    <div className={styles.busy}>
      <Spinner size="l" label={label ?? t('busy.default')} />
    </div>
  );
}

export interface ProgressRingProps {
  /** 0 to 1; without it the ring turns. */
  value?: number;
  /** Said by screen readers. */
  label: string;
  /** Large text in the middle, such as a position in a queue. */
  children?: ReactNode;
}

export function ProgressRing({ value, label, children }: ProgressRingProps) {
  const share = value === undefined ? 0.22 : Math.min(1, Math.max(0, value));
  return (
    <div
      className={styles.ring}
      role="progressbar"
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={value === undefined ? undefined : Math.round(share * 100)}
    >
      <svg
        viewBox="0 0 100 100"
        aria-hidden="true"
        focusable="false"
        className={value === undefined ? styles.turning : undefined}
      >
        <circle className={styles.track} cx="50" cy="50" r={radius} />
        <circle
          className={styles.bar}
          cx="50"
          cy="50"
          r={radius}
          strokeDasharray={`${length * share} ${length}`}
          transform="rotate(-90 50 50)"
        />
      </svg>
      {children === undefined ? null : <div className={styles.middle}>{children}</div>}
    </div>
  );
}

/** A horizontal level from 0 to 1, such as the microphone's. */
export function LevelMeter({ value, label }: { value: number; label?: string }) {
  const t = useUiT();
  const share = Math.min(1, Math.max(0, value));
  return (
    <svg
      className={styles.meter}
      viewBox="0 0 100 8"
      preserveAspectRatio="none"
      role="meter"
      aria-label={label ?? t('meter.level')}
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={Math.round(share * 100)}
    >
      <rect className={styles.meterTrack} width="100" height="8" />
      <rect className={styles.meterBar} width={share * 100} height="8" />
    </svg>
  );
}
