import type { ReactNode } from 'react';
import styles from './Icon.module.css';

export interface IconProps {
  /** Said by screen readers; without it the icon is decoration. */
  label?: string;
  size?: 's' | 'm' | 'l' | 'xl';
}

/** Frame of all icons: 24×24, drawn in strokes of the surrounding text colour. */
export function Icon({ label, size = 'm', children }: IconProps & { children: ReactNode }) {
  return (
    <svg
      className={`${styles.icon ?? ''} ${styles[size] ?? ''}`}
      viewBox="0 0 24 24"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.9"
      strokeLinecap="round"
      strokeLinejoin="round"
      focusable="false"
      role={label ? 'img' : undefined}
      aria-label={label}
      aria-hidden={label ? undefined : true}
    >
      {children}
    </svg>
  );
}
