import type { ReactNode } from 'react';
import { cx } from '../cx.ts';
import styles from './Card.module.css';

export interface CardProps {
  title?: ReactNode;
  /** Stands at the title's end. */
  aside?: ReactNode;
  /** Buttons at the bottom. */
  actions?: ReactNode;
  /** Without inner space, for tables and video. */
  isFlush?: boolean;
  /** Takes the height it is given and scrolls inside. */
  isFilling?: boolean;
  headingLevel?: 2 | 3 | 4;
  children?: ReactNode;
}

export function Card(props: CardProps) {
  const { title, aside, actions, isFlush = false, isFilling = false, headingLevel = 2, children } = props;
  const Heading = `h${headingLevel}` as const;
  return (
    <section className={cx(styles.card, isFilling && styles.filling)}>
      {title === undefined && aside === undefined ? null : (
        <header className={styles.header}>
          <Heading className={styles.title}>{title}</Heading>
          {aside}
        </header>
      )}
      <div className={cx(styles.body, isFlush && styles.flush)}>{children}</div>
      {actions === undefined ? null : <footer className={styles.actions}>{actions}</footer>}
    </section>
  );
}
