import type { IdentificationState } from '@visavis/protocol';
import { Badge, type Tone } from '@visavis/ui';
import type { ReactNode } from 'react';
import { useT } from '../../language/index.ts';
import styles from './labels.module.css';

const tones: Record<IdentificationState, Tone | 'neutral' | 'accent'> = {
  created: 'neutral',
  waiting: 'info',
  in_call: 'accent',
  in_review: 'info',
  verified: 'success',
  verified_with_changes: 'success',
  rejected: 'warning',
  fraud_suspected: 'danger',
  expired: 'neutral',
  cancelled: 'neutral',
  purged: 'neutral',
};

export function StateBadge({ state }: { state: IdentificationState }) {
  const t = useT();
  return <Badge tone={tones[state]}>{t(`identifications.state.${state}`)}</Badge>;
}

/** The beginning of a pseudonymous id is enough to tell rows apart; the whole shows on hovering. */
export function ShortId({ id }: { id: string }) {
  return (
    <span className={styles.id} title={id}>
      {id.slice(0, 13)}
    </span>
  );
}

/** What stays on one line in a table. */
export const Moment = ({ children }: { children: ReactNode }) => (
  <span className={styles.line}>{children}</span>
);
