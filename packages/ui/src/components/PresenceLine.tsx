import { useState, type ReactNode } from 'react';
import { cx } from '../cx.ts';
import { EyeIcon } from '../icons/icons.tsx';
import styles from './PresenceLine.module.css';
import { useNow } from './useNow.ts';

const goneMilliseconds = 12_000;

type Shown = { name: string | null; left: { name: string; at: number } | null };

/**
 * Says that somebody else is there, for as long as they are, and for some seconds that they have left. Always in the
 * page, so that screen readers notice both; they are told when they pause.
 */
export function PresenceLine(props: {
  /** Null while there is nobody. */
  name: string | null;
  here: (name: string) => ReactNode;
  gone: (name: string) => ReactNode;
}) {
  const { name, here, gone } = props;
  const now = useNow();
  const [shown, setShown] = useState<Shown>({ name, left: null });
  if (name !== shown.name)
    setShown({ name, left: name === null && shown.name !== null ? { name: shown.name, at: now } : null });
  const left = shown.left && now - shown.left.at < goneMilliseconds ? shown.left.name : null;
  const state = name === null ? (left === null ? 'none' : 'gone') : 'here';
  return (
    <div role="status" data-presence={state} className={cx(state !== 'none' && styles.line, styles[state])}>
      {state === 'none' ? null : <EyeIcon />}
      {name === null ? null : <span>{here(name)}</span>}
      {left === null ? null : <span>{gone(left)}</span>}
    </div>
  );
}
