import { useState } from 'react';
import {
  Input,
  TextArea,
  TextField as AriaTextField,
  type TextFieldProps as AriaTextFieldProps,
} from 'react-aria-components';
import { cx } from '../cx.ts';
import { useUiT } from '../language/own.ts';
import { Button } from './Button.tsx';
import { FieldLabel, FieldNotes, type FieldWords } from './Field.tsx';
import styles from './Field.module.css';

export interface TextFieldProps
  extends Omit<AriaTextFieldProps, 'className' | 'style' | 'children'>, FieldWords {
  placeholder?: string;
  isMultiline?: boolean;
  /** Wide, evenly spaced characters for codes and numbers read aloud. */
  isCode?: boolean;
}

/** Setting `errorMessage` also marks the field invalid. `type="password"` brings a show/hide button. */
export function TextField({
  label,
  description,
  errorMessage,
  placeholder,
  isMultiline = false,
  isCode = false,
  ...rest
}: TextFieldProps) {
  const t = useUiT();
  const [isShown, setShown] = useState(false);
  const isPassword = rest.type === 'password';
  const looks = cx(styles.control, isCode && styles.code);
  return (
    <AriaTextField
      isInvalid={Boolean(errorMessage)}
      {...rest}
      type={isPassword && isShown ? 'text' : (rest.type ?? 'text')}
      className={styles.field ?? ''}
    >
      <FieldLabel>{label}</FieldLabel>
      <div className={styles.row}>
        {isMultiline ? (
          <TextArea className={looks} placeholder={placeholder} />
        ) : (
          <Input className={looks} placeholder={placeholder} />
        )}
        {isPassword ? (
          <Button
            variant="quiet"
            onPress={() => {
              setShown(!isShown);
            }}
          >
            {isShown ? t('password.hide') : t('password.show')}
          </Button>
        ) : null}
      </div>
      <FieldNotes description={description} errorMessage={errorMessage} />
    </AriaTextField>
  );
}
