import type { ReactNode } from 'react';
import { FieldError, Label, Text } from 'react-aria-components';
import styles from './Field.module.css';

/** Words around a form control. `errorMessage` shows only while the field is invalid. */
export interface FieldWords {
  label: string;
  description?: ReactNode;
  errorMessage?: string;
}

export function FieldLabel({ children }: { children: ReactNode }) {
  return <Label className={styles.label ?? ''}>{children}</Label>;
}

export function FieldNotes({ description, errorMessage }: Omit<FieldWords, 'label'>) {
  return (
    <>
      {description === undefined ? null : (
        <Text slot="description" className={styles.description ?? ''}>
          {description}
        </Text>
      )}
      <FieldError className={styles.error ?? ''}>{errorMessage}</FieldError>
    </>
  );
}
