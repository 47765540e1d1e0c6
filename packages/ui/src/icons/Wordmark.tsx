import { cx } from '../cx.ts';
import styles from './Wordmark.module.css';

/** Two facing shapes, meeting at eye level. */
export function Mark({ className }: { className?: string }) {
  return (
    <svg className={cx(styles.mark, className)} viewBox="0 0 40 32" aria-hidden="true" focusable="false">
      <path
        className={styles.left}
        d="M2 6a4 4 0 0 1 4-4h1.5c6.9 0 11.5 6.3 11.5 14S14.4 30 7.5 30H6a4 4 0 0 1-4-4Z"
      />
      <path
        className={styles.right}
        d="M38 6a4 4 0 0 0-4-4h-1.5C25.6 2 21 8.3 21 16s4.6 14 11.5 14H34a4 4 0 0 0 4-4Z"
      />
      <circle className={styles.eye} cx="13" cy="13.5" r="2.1" />
      <circle className={styles.eye} cx="27" cy="13.5" r="2.1" />
    </svg>
  );
}

/** The mark with the name. `onStage` for the dark video stage. */
export function Wordmark({ onStage = false }: { onStage?: boolean }) {
  return (
    <span className={cx(styles.wordmark, onStage && styles.onStage)}>
      <Mark />
      <span className={styles.name}>Visavis</span>
    </span>
  );
}
