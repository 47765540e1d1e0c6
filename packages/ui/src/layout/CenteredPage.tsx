import { useEffect, useRef, type ReactNode } from 'react';
import { cx } from '../cx.ts';
import { Wordmark } from '../icons/Wordmark.tsx';
import { useUiT } from '../language/own.ts';
import styles from './CenteredPage.module.css';
import { LanguageSwitch } from './LanguageSwitch.tsx';

export interface CenteredPageProps {
  title: ReactNode;
  /** One sentence below the title. */
  lead?: ReactNode;
  /** A sign above the title (icon, ring). */
  hero?: ReactNode;
  /** On whose behalf: the tenant's name, beside the wordmark. */
  tenant?: ReactNode;
  /** Where the person is on the way. */
  progress?: { current: number; total: number };
  /** Buttons, the most important first; on phones at the lower edge, in reach of the thumb. */
  actions?: ReactNode;
  /** Small print below everything. */
  footer?: ReactNode;
  width?: 's' | 'm' | 'l';
  /** Middle of the screen, for short messages. */
  isCentered?: boolean;
  children?: ReactNode;
}

let pagesShown = 0;

/** One thought a screen. Moves the focus to the title when it replaces another page, so that it is read out. */
export function CenteredPage(props: CenteredPageProps) {
  const { title, lead, hero, tenant, progress, actions, footer, width = 'm', isCentered, children } = props;
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    pagesShown += 1;
    if (pagesShown > 1) heading.current?.focus();
  }, []);
  return (
    <div className={styles.page}>
      <header className={styles.header}>
        <span className={styles.brand}>
          <Wordmark />
          {tenant === undefined ? null : <span className={styles.tenant}>{tenant}</span>}
        </span>
        <LanguageSwitch />
      </header>
      <main className={cx(styles.main, styles[width], isCentered && styles.centered)}>
        <div className={styles.intro}>
          {progress ? <Progress {...progress} /> : null}
          {hero}
          <h1 ref={heading} tabIndex={-1} className={styles.title}>
            {title}
          </h1>
          {lead === undefined ? null : <p className={styles.lead}>{lead}</p>}
        </div>
        {children === undefined ? null : <div className={styles.content}>{children}</div>}
        {actions === undefined ? null : <div className={styles.actions}>{actions}</div>}
      </main>
      {footer === undefined ? null : <footer className={styles.footer}>{footer}</footer>}
    </div>
  );
}

function Progress({ current, total }: { current: number; total: number }) {
  const t = useUiT();
  return (
    <div className={styles.progress}>
      <span className={styles.dots} aria-hidden="true">
        {Array.from({ length: total }, (_, index) => (
          <span key={index} className={cx(styles.dot, index < current && styles.reached)} />
        ))}
      </span>
      <span className={styles.progressWords}>{t('progress.step', { current, total })}</span>
    </div>
  );
}
