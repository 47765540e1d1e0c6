import { Fragment } from 'react';
import { cx } from '../cx.ts';
import { useUiT } from '../language/own.ts';
import styles from './SecurityCode.module.css';

export interface SecurityCodeProps {
  /** Six decimal digits; without them, six empty places. */
  code?: string;
  state?: 'shown' | 'confirmed' | 'failed';
  /** `m` fits beside a checklist, `l` is to be read aloud from a phone. */
  size?: 'm' | 'l';
  onStage?: boolean;
}

/** The code both ends compare by voice. Screen readers say it digit by digit, with a pause in the middle. */
export function SecurityCode({ code, state = 'shown', size = 'l', onStage = false }: SecurityCodeProps) {
  const t = useUiT();
  const digits = Array.from({ length: 6 }, (_, index) => code?.[index] ?? '');
  const spelled = `${digits.slice(0, 3).join(' ')}, ${digits.slice(3).join(' ')}`;
  return (
    <div
      role="img"
      aria-label={code ? `${t('code.label')}: ${spelled}` : t('code.waiting')}
      className={cx(styles.code, styles[size], styles[state], onStage && styles.onStage)}
    >
      {digits.map((digit, index) => (
        <Fragment key={index}>
          {index === 3 ? <span className={styles.gap} /> : null}
          <span className={cx(styles.digit, digit === '' && styles.none)}>{digit}</span>
        </Fragment>
      ))}
    </div>
  );
}
