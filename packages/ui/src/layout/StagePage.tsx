import type { ReactNode } from 'react';
import { Wordmark } from '../icons/Wordmark.tsx';
import styles from './StagePage.module.css';

export interface StagePageProps {
  /** At the upper edge beside the wordmark: timer, language. */
  header?: ReactNode;
  /** Below the wordmark over the whole width: who else is there. */
  notice?: ReactNode;
  /** The large picture: a VideoTile with `shape="fill"`. */
  stage: ReactNode;
  /** One's own small picture in the corner. */
  inset?: ReactNode;
  /** What to do now, the security code; over the lower part on phones, beside the picture on wide screens. */
  panel?: ReactNode;
  /** Round buttons at the lower edge. */
  controls?: ReactNode;
}

/** The customer's call: dark in both themes, fills the screen, never scrolls as a whole. */
export function StagePage({ header, notice, stage, inset, panel, controls }: StagePageProps) {
  return (
    <main className={styles.page} data-theme="dark">
      <header className={styles.header}>
        <Wordmark onStage />
        <div className={styles.headerEnd}>{header}</div>
        {notice === undefined ? null : <div className={styles.notice}>{notice}</div>}
      </header>
      <div className={styles.stage}>
        {stage}
        {inset === undefined ? null : <div className={styles.inset}>{inset}</div>}
      </div>
      {panel === undefined ? null : <section className={styles.panel}>{panel}</section>}
      {controls === undefined ? null : <footer className={styles.controls}>{controls}</footer>}
    </main>
  );
}
