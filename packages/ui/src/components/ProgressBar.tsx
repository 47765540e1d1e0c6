import { ProgressBar as AriaProgressBar } from 'react-aria-components';
import styles from './ProgressBar.module.css';

/** How much of something has come, in words and as a bar. @param share 0 to 1 */
export function ProgressBar({ label, share }: { label: string; share: number }) {
  return (
    <AriaProgressBar value={share * 100} className={styles.progress ?? ''} aria-label={label}>
      {({ percentage, valueText }) => (
        <>
          <span className={styles.words}>
            <span>{label}</span>
            <span className={styles.value}>{valueText}</span>
          </span>
          <svg viewBox="0 0 100 2" preserveAspectRatio="none" aria-hidden="true" className={styles.bar}>
            <rect className={styles.track} width="100" height="2" />
            <rect className={styles.done} width={percentage ?? 0} height="2" />
          </svg>
        </>
      )}
    </AriaProgressBar>
  );
}
