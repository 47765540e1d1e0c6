import type { JSX } from 'react';
import type { Guide } from './guide.ts';
import styles from './drawings.module.css';

/** Drawn hints: what to hold or do, without words. Movement stops where the person wants none. */
export function Drawing({ guide }: { guide: Guide }) {
  const Shape = shapes[guide];
  return Shape ? (
    <svg viewBox="17 5 86 74" className={styles.drawing} aria-hidden="true" focusable="false">
      <Shape />
    </svg>
  ) : null;
}

const Card = () => <rect className={styles.card} x="26" y="20" width="68" height="44" rx="5" />;

function Front() {
  return (
    <>
      <path className={styles.sweep} d="M42 71c11 6 25 6 36 0m-6-3 6 3-3 6M48 68l-6 3 3 6" />
      <g className={styles.tilting}>
        <Card />
        <circle className={styles.ink} cx="42" cy="36" r="6" />
        <path className={styles.ink} d="M31 55c0-8 5-11 11-11s11 3 11 11z" />
        <path className={styles.lines} d="M61 32h25M61 41h25M61 50h16" />
        <circle className={styles.hologram} cx="82" cy="53" r="6" />
      </g>
    </>
  );
}

function Back() {
  return (
    <>
      <path className={styles.sweep} d="M44 11c10-5 22-5 32 0m-5-5 6 5-6 4" />
      <Card />
      <path className={styles.lines} d="M33 29h24M33 36h15" />
      <rect className={styles.chip} x="72" y="26" width="15" height="12" rx="2" />
      <path className={styles.machine} d="M32 47h56M32 53h56M32 59h56" />
    </>
  );
}

function Face() {
  return (
    <>
      <path className={styles.frame} d="M32 24V12h14M88 24V12H74M32 60v12h14M88 60v12H74" />
      <ellipse className={styles.outline} cx="60" cy="40" rx="17" ry="21" />
      <circle className={styles.ink} cx="53" cy="37" r="2.2" />
      <circle className={styles.ink} cx="67" cy="37" r="2.2" />
      <path className={styles.lines} d="M53 49c4 4 10 4 14 0" />
    </>
  );
}

function Voice() {
  return (
    <>
      <path
        className={styles.outline}
        d="M34 16h52a8 8 0 0 1 8 8v26a8 8 0 0 1-8 8H58L44 70V58H34a8 8 0 0 1-8-8V24a8 8 0 0 1 8-8z"
      />
      <path className={styles.sweep} d="M45 33v8M55 27v20M65 31v12M75 34v6" />
    </>
  );
}

const shapes: Partial<Record<Guide, () => JSX.Element>> = {
  consent_spoken: Voice,
  document_front: Front,
  document_back: Back,
  face: Face,
  data_match: Voice,
};
