import type { ReactNode } from 'react';
import {
  Button as AriaButton,
  Link as AriaLink,
  type ButtonProps as AriaButtonProps,
  type LinkProps as AriaLinkProps,
} from 'react-aria-components';
import { cx } from '../cx.ts';
import styles from './Button.module.css';
import { Spinner } from './Progress.tsx';

interface Looks {
  /** One primary a screen: the thing to do next. `stage` lies on video. */
  variant?: 'primary' | 'secondary' | 'quiet' | 'danger' | 'stage';
  size?: 's' | 'm' | 'l';
  icon?: ReactNode;
  /** Fills the width. */
  isWide?: boolean;
  /** Square, for a button that is only an icon; give `aria-label`. */
  isIconOnly?: boolean;
  children?: ReactNode;
}

export type ButtonProps = Omit<AriaButtonProps, 'className' | 'style' | 'children'> & Looks;

/** `isPending` keeps the button focusable, shows a spinner and ignores presses. */
export function Button({ variant, size, icon, isWide, isIconOnly, children, ...rest }: ButtonProps) {
  return (
    <AriaButton {...rest} className={looks({ variant, size, isWide, isIconOnly })}>
      {rest.isPending ? <Spinner /> : icon}
      {children === undefined ? null : <span className={styles.text}>{children}</span>}
    </AriaButton>
  );
}

export type ButtonLinkProps = Omit<AriaLinkProps, 'className' | 'style' | 'children'> & Looks;

/** A link (`href`) that looks like a button. */
export function ButtonLink({ variant, size, icon, isWide, isIconOnly, children, ...rest }: ButtonLinkProps) {
  return (
    <AriaLink {...rest} className={looks({ variant, size, isWide, isIconOnly })}>
      {icon}
      {children === undefined ? null : <span className={styles.text}>{children}</span>}
    </AriaLink>
  );
}

function looks({ variant = 'secondary', size = 'm', isWide, isIconOnly }: Looks): string {
  return cx(
    styles.button,
    styles[variant],
    styles[size],
    isWide && styles.wide,
    isIconOnly && styles.iconOnly,
  );
}
