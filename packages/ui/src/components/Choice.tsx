import type { ReactNode } from 'react';
import {
  CheckboxButton,
  CheckboxField,
  RadioButton,
  RadioField,
  RadioGroup as AriaRadioGroup,
  SwitchButton,
  SwitchField,
  type CheckboxFieldProps,
  type RadioGroupProps as AriaRadioGroupProps,
  type SwitchFieldProps,
} from 'react-aria-components';
import { cx } from '../cx.ts';
import { CheckIcon } from '../icons/icons.tsx';
import styles from './Choice.module.css';
import { FieldLabel, FieldNotes, type FieldWords } from './Field.tsx';
import fieldStyles from './Field.module.css';

interface Words {
  children: ReactNode;
  /** A quieter second line. */
  hint?: ReactNode;
}

const WordsOf = ({ children, hint }: Words) => (
  <span className={styles.words}>
    <span>{children}</span>
    {hint === undefined ? null : <span className={styles.hint}>{hint}</span>}
  </span>
);

export type CheckboxProps = Omit<CheckboxFieldProps, 'className' | 'style' | 'children'> &
  Words & {
    /** With a frame, for the one consent that matters. */
    isBoxed?: boolean;
  };

export function Checkbox({ children, hint, isBoxed = false, ...rest }: CheckboxProps) {
  return (
    <CheckboxField {...rest} className={styles.holder ?? ''}>
      <CheckboxButton className={cx(styles.choice, isBoxed && styles.boxed)}>
        <span className={styles.box}>
          <CheckIcon size="s" />
        </span>
        <WordsOf hint={hint}>{children}</WordsOf>
      </CheckboxButton>
    </CheckboxField>
  );
}

export type SwitchProps = Omit<SwitchFieldProps, 'className' | 'style' | 'children'> & Words;

export function Switch({ children, hint, ...rest }: SwitchProps) {
  return (
    <SwitchField {...rest} className={styles.holder ?? ''}>
      <SwitchButton className={styles.choice ?? ''}>
        <span className={styles.track} />
        <WordsOf hint={hint}>{children}</WordsOf>
      </SwitchButton>
    </SwitchField>
  );
}

export interface Option<Value extends string> {
  value: Value;
  label: string;
  hint?: string;
  isDisabled?: boolean;
}

export interface RadioGroupProps<Value extends string>
  extends Omit<AriaRadioGroupProps, 'className' | 'style' | 'children' | 'value' | 'onChange'>, FieldWords {
  options: readonly Option<Value>[];
  value: Value | null;
  onChange: (value: Value) => void;
}

/** Framed choices; `orientation="horizontal"` puts them side by side where there is room. */
export function RadioGroup<Value extends string>({
  label,
  description,
  errorMessage,
  options,
  onChange,
  ...rest
}: RadioGroupProps<Value>) {
  const choose = (chosen: string) => {
    const option = options.find(({ value }) => value === chosen);
    if (option) onChange(option.value);
  };
  return (
    <AriaRadioGroup
      isInvalid={Boolean(errorMessage)}
      {...rest}
      onChange={choose}
      className={fieldStyles.field ?? ''}
    >
      <FieldLabel>{label}</FieldLabel>
      <div className={cx(styles.group, rest.orientation === 'horizontal' && styles.groupRow)}>
        {options.map(option => (
          <RadioField
            key={option.value}
            value={option.value}
            isDisabled={option.isDisabled ?? false}
            className={styles.holder ?? ''}
          >
            <RadioButton className={cx(styles.choice, styles.boxed)}>
              <span className={styles.dot} />
              <WordsOf hint={option.hint}>{option.label}</WordsOf>
            </RadioButton>
          </RadioField>
        ))}
      </div>
      <FieldNotes description={description} errorMessage={errorMessage} />
    </AriaRadioGroup>
  );
}
