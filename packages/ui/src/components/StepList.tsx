import type { ReactNode } from 'react';
import { Button as AriaButton } from 'react-aria-components';
import { cx } from '../cx.ts';
import { CheckIcon, CrossIcon } from '../icons/icons.tsx';
import { useUiT } from '../language/own.ts';
import styles from './StepList.module.css';

export type StepState = 'open' | 'current' | 'done' | 'failed';

export interface StepItem<Id extends string> {
  id: Id;
  label: ReactNode;
  state: StepState;
  /** One quiet line below the label. */
  hint?: ReactNode;
  /** Instructions and buttons, opened below the step. */
  details?: ReactNode;
  /** A small thing at the end, such as a thumbnail. */
  aside?: ReactNode;
}

export interface StepListProps<Id extends string> {
  label: string;
  steps: readonly StepItem<Id>[];
  /** Makes the steps pressable. */
  onSelect?: (id: Id) => void;
}

/** Ordered steps of a ruleset. The state is also in words for screen readers, never in colour alone. */
export function StepList<Id extends string>({ label, steps, onSelect }: StepListProps<Id>) {
  const t = useUiT();
  return (
    <ol className={styles.list} aria-label={label}>
      {steps.map((step, index) => {
        const head = (
          <>
            <span className={styles.mark}>
              <Mark state={step.state} number={index + 1} label={t(`step.${step.state}`)} />
            </span>
            <span className={styles.words}>
              <span className={styles.label}>{step.label}</span>
              {step.hint === undefined ? null : <span className={styles.hint}>{step.hint}</span>}
            </span>
          </>
        );
        return (
          <li
            key={step.id}
            className={cx(styles.step, styles[step.state])}
            aria-current={step.state === 'current' ? 'step' : undefined}
          >
            <div className={styles.row}>
              {onSelect ? (
                <AriaButton
                  className={cx(styles.head, styles.pressable)}
                  onPress={() => {
                    onSelect(step.id);
                  }}
                >
                  {head}
                </AriaButton>
              ) : (
                <div className={styles.head}>{head}</div>
              )}
              {step.aside}
            </div>
            {step.details === undefined ? null : <div className={styles.details}>{step.details}</div>}
          </li>
        );
      })}
    </ol>
  );
}

function Mark({ state, number, label }: { state: StepState; number: number; label: string }) {
  if (state === 'done') return <CheckIcon size="s" label={label} />;
  if (state === 'failed') return <CrossIcon size="s" label={label} />;
  return (
    <span role="img" aria-label={`${number}, ${label}`}>
      {number}
    </span>
  );
}
