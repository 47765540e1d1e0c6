import type { ElementType, ReactNode } from 'react';
import type { Tone } from '../components/Banner.tsx';
import { cx } from '../cx.ts';
import styles from './Layout.module.css';

type Gap = 'xs' | 's' | 'm' | 'l' | 'xl';

interface BoxProps {
  gap?: Gap;
  /** HTML element, `div` unless said otherwise. */
  as?: ElementType;
  children?: ReactNode;
}

/** Things below each other. */
export function Stack({
  gap = 'm',
  as: Box = 'div',
  align,
  isFilling,
  children,
}: BoxProps & {
  align?: 'center';
  /** Takes the rest of its place's height. */
  isFilling?: boolean;
}) {
  return (
    <Box className={cx(styles.stack, styles[gap], align && styles.stackCenter, isFilling && styles.filling)}>
      {children}
    </Box>
  );
}

/** Things side by side, wrapping where there is no room. */
export function Row({
  gap = 's',
  as: Box = 'div',
  justify,
  align = 'center',
  children,
}: BoxProps & {
  justify?: 'between' | 'end' | 'center';
  align?: 'start' | 'center' | 'end' | 'baseline';
}) {
  return (
    <Box
      className={cx(
        styles.row,
        styles[gap],
        styles[`align-${align}`],
        justify && styles[`justify-${justify}`],
      )}
    >
      {children}
    </Box>
  );
}

/** As many equal columns as fit (`s` 12 rem, `m` 18 rem, `l` 26 rem at least). */
export function Grid({ gap = 'm', columns = 'm', children }: BoxProps & { columns?: 's' | 'm' | 'l' }) {
  return <div className={cx(styles.grid, styles[gap], styles[`columns-${columns}`])}>{children}</div>;
}

/** A large round sign above a title: success, failure, a lock. */
export function HeroIcon({ tone = 'accent', children }: { tone?: Tone | 'accent'; children: ReactNode }) {
  return <div className={cx(styles.hero, styles[`hero-${tone}`])}>{children}</div>;
}

/** Running text. */
export function Text({
  size = 'm',
  tone = 'normal',
  weight,
  isTabular,
  as: Box = 'p',
  children,
}: {
  size?: 'xs' | 's' | 'm' | 'l' | 'xl' | '2xl';
  tone?: 'normal' | 'muted' | 'accent' | 'success' | 'warning' | 'danger';
  weight?: 'medium' | 'bold';
  /** Digits of equal width. */
  isTabular?: boolean;
  as?: ElementType;
  children?: ReactNode;
}) {
  return (
    <Box
      className={cx(
        styles[`text-${size}`],
        styles[`tone-${tone}`],
        weight && styles[`weight-${weight}`],
        isTabular && styles.tabular,
      )}
    >
      {children}
    </Box>
  );
}

export function Heading({
  level,
  size,
  children,
}: {
  level: 1 | 2 | 3 | 4;
  size?: 'm' | 'l' | 'xl' | '2xl';
  children: ReactNode;
}) {
  const Box = `h${level}` as const;
  const usual = ({ 1: '2xl', 2: 'xl', 3: 'l', 4: 'm' } as const)[level];
  return <Box className={styles[`text-${size ?? usual}`]}>{children}</Box>;
}
