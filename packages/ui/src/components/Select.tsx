import {
  Button as AriaButton,
  ListBox,
  ListBoxItem,
  Popover,
  Select as AriaSelect,
  SelectValue,
  Text,
} from 'react-aria-components';
import { cx } from '../cx.ts';
import { CheckIcon, ChevronDownIcon } from '../icons/icons.tsx';
import { useUiT } from '../language/own.ts';
import type { Option } from './Choice.tsx';
import { FieldLabel, FieldNotes, type FieldWords } from './Field.tsx';
import fieldStyles from './Field.module.css';
import styles from './Select.module.css';

export interface SelectProps<Value extends string> extends FieldWords {
  options: readonly Option<Value>[];
  value: Value | null;
  onChange: (value: Value) => void;
  placeholder?: string;
  isDisabled?: boolean;
  isRequired?: boolean;
  name?: string;
}

export function Select<Value extends string>({
  label,
  description,
  errorMessage,
  options,
  value,
  onChange,
  placeholder,
  ...rest
}: SelectProps<Value>) {
  const t = useUiT();
  return (
    <AriaSelect
      {...rest}
      isInvalid={Boolean(errorMessage)}
      value={value}
      onChange={chosen => {
        const option = options.find(candidate => candidate.value === chosen);
        if (option) onChange(option.value);
      }}
      placeholder={placeholder ?? t('select.placeholder')}
      className={fieldStyles.field ?? ''}
    >
      <FieldLabel>{label}</FieldLabel>
      <AriaButton className={cx(fieldStyles.control, styles.trigger)}>
        <SelectValue className={styles.value ?? ''} />
        <ChevronDownIcon />
      </AriaButton>
      <FieldNotes description={description} errorMessage={errorMessage} />
      <Popover className={styles.popover ?? ''}>
        <ListBox items={options} className={styles.list ?? ''}>
          {option => (
            <ListBoxItem
              id={option.value}
              textValue={option.label}
              isDisabled={option.isDisabled ?? false}
              className={styles.item ?? ''}
            >
              <span className={styles.tick}>
                <CheckIcon size="s" />
              </span>
              <span>
                <Text slot="label">{option.label}</Text>
                {option.hint === undefined ? null : (
                  <Text slot="description" className={styles.hint ?? ''}>
                    {option.hint}
                  </Text>
                )}
              </span>
            </ListBoxItem>
          )}
        </ListBox>
      </Popover>
    </AriaSelect>
  );
}
