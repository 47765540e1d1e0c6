import { cx } from '../cx.ts';
import styles from './Wordmark.module.css';

/** Two facing shapes, meeting at eye level. */
export function Mark({ className }: { className?: string }) {
  return (
    <svg className={cx(styles.mark, className)} viewBox="0 0 40 32" aria-hidden="true" focusable="false">
      <path
        className={styles.left}
        d="M2 6a4 4 0 0 1 4-4h1.500c6.900 0 11.500 6.300 11.500 14S14.400 30 7.500 30H6a4 4 0 0 1-4-4Z"
      />
      <path
        className={styles.right}
        d="M38 6a4 4 0 0 0-4-4h-1.500C25.600 2 21 8.300 21 16s4.600 14 11.500 14H34a4 4 0 0 0 4-4Z"
      />
      <circle className={styles.eye} cx="13" cy="13.500" r="2.100" />
      <circle className={styles.eye} cx="27" cy="13.500" r="2.100" />
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
