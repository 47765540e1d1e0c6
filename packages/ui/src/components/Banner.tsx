import type { ReactNode } from 'react';
import { cx } from '../cx.ts';
import { DangerIcon, InfoIcon, SuccessIcon, WarningIcon } from '../icons/icons.tsx';
import styles from './Banner.module.css';

export type Tone = 'info' | 'success' | 'warning' | 'danger';

const icons = { info: InfoIcon, success: SuccessIcon, warning: WarningIcon, danger: DangerIcon };

export interface BannerProps {
  tone?: Tone;
  title?: ReactNode;
  /** A button or link. */
  action?: ReactNode;
  children?: ReactNode;
}

/** Dangers interrupt a screen reader, the others wait for their turn. */
export function Banner({ tone = 'info', title, action, children }: BannerProps) {
  const ToneIcon = icons[tone];
  return (
    <div className={cx(styles.banner, styles[tone])} role={tone === 'danger' ? 'alert' : 'status'}>
      <span className={styles.icon}>
        <ToneIcon />
      </span>
      <div className={styles.words}>
        {title === undefined ? null : <p className={styles.title}>{title}</p>}
        {children === undefined ? null : <div>{children}</div>}
      </div>
      {action === undefined ? null : <div className={styles.action}>{action}</div>}
    </div>
  );
}

/** A short state in a coloured pill: `waiting`, `verified`. */
export function Badge({
  tone = 'neutral',
  icon,
  children,
}: {
  tone?: Tone | 'neutral' | 'accent';
  icon?: ReactNode;
  children: ReactNode;
}) {
  return (
    <span className={cx(styles.badge, styles[tone])}>
      {icon}
      <span>{children}</span>
    </span>
  );
}
