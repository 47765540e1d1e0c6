import type { ReactNode } from 'react';
import { cx } from '../cx.ts';
import { CheckIcon, WarningIcon } from '../icons/icons.tsx';
import { useUiT } from '../language/own.ts';
import styles from './KeyValueList.module.css';

export interface KeyValue {
  key: string;
  label: string;
  value: ReactNode;
  /** Compared with a document: matches or differs. */
  state?: 'match' | 'mismatch';
  /** Document numbers and codes: evenly wide, easy to compare letter by letter. */
  isCode?: boolean;
  /** A control at the end of the line. */
  action?: ReactNode;
}

/** Ordered data. `rows` puts label and value side by side, `stacked` below each other. */
export function KeyValueList({
  items,
  layout = 'rows',
}: {
  items: readonly KeyValue[];
  layout?: 'rows' | 'stacked';
}) {
  const t = useUiT();
  return (
    <dl className={cx(styles.list, styles[layout])}>
      {items.map(item => (
        <div key={item.key} className={cx(styles.item, item.state && styles[item.state])}>
          <dt className={styles.label}>{item.label}</dt>
          <dd className={cx(styles.value, item.isCode && styles.code)}>
            {item.value}
            {item.state === 'match' ? <CheckIcon label={t('value.match')} /> : null}
            {item.state === 'mismatch' ? <WarningIcon label={t('value.mismatch')} /> : null}
          </dd>
          {item.action === undefined ? null : <dd className={styles.action}>{item.action}</dd>}
        </div>
      ))}
    </dl>
  );
}
