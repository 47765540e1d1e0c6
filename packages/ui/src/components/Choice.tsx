import type { ReactNode } from 'react';
import {
  CheckboxButton,
  CheckboxField,
  CheckboxGroup as AriaCheckboxGroup,
  RadioButton,
  RadioField,
  RadioGroup as AriaRadioGroup,
  SwitchButton,
  SwitchField,
  type CheckboxFieldProps,
  type CheckboxGroupProps as AriaCheckboxGroupProps,
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

export interface CheckboxGroupProps<Value extends string>
  extends
    Omit<AriaCheckboxGroupProps, 'className' | 'style' | 'children' | 'value' | 'onChange'>,
    FieldWords {
  options: readonly Option<Value>[];
  value: readonly Value[];
  /** In the order of the options, whichever was ticked first. */
  onChange: (value: Value[]) => void;
}

/** Any number of them. */
export function CheckboxGroup<Value extends string>({
  label,
  description,
  errorMessage,
  options,
  value,
  onChange,
  ...rest
}: CheckboxGroupProps<Value>) {
  const choose = (chosen: readonly string[]) =>
    onChange(options.map(option => option.value).filter(each => chosen.includes(each)));
  return (
    <AriaCheckboxGroup
      isInvalid={Boolean(errorMessage)}
      {...rest}
      value={[...value]}
      onChange={choose}
      className={fieldStyles.field ?? ''}
    >
      <FieldLabel>{label}</FieldLabel>
      <div className={styles.group}>
        {options.map(option => (
          <Checkbox
            key={option.value}
            value={option.value}
            isDisabled={option.isDisabled ?? false}
            hint={option.hint}
          >
            {option.label}
          </Checkbox>
        ))}
      </div>
      <FieldNotes description={description} errorMessage={errorMessage} />
    </AriaCheckboxGroup>
  );
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
