import { Button, Card, CheckIcon, Dialog, Text, TextField, useFormat, WarningIcon } from '@visavis/ui';
import { useState } from 'react';
import { useT } from '../../language/index.ts';
import styles from './call.module.css';
import type { Comparison, Comparisons, OrderedItem } from './checklist.ts';
import { wordsOf } from './fields.ts';

export type OrderedProps = {
  items: readonly OrderedItem[];
  comparisons: Comparisons;
  /** Checks are recorded within an agreement only. */
  isDisabled: boolean;
  onCompare: (field: string, comparison: Comparison | null) => void;
};

/** The ordered data, each to tick against the document or to mark as different. */
export function Ordered({ items, comparisons, isDisabled, onCompare }: OrderedProps) {
  const t = useT();
  const [differing, setDiffering] = useState<OrderedItem | null>(null);
  const done = items.filter(({ field }) => comparisons[field] !== undefined).length;
  return (
    <Card
      title={t('call.data')}
      isFilling
      aside={
        <Text size="s" tone="muted">
          {t('call.data.progress', { done, total: items.length })}
        </Text>
      }
    >
      <ul className={styles.items}>
        {items.map(item => (
          <Item
            key={item.field}
            item={item}
            comparison={comparisons[item.field]}
            isDisabled={isDisabled}
            onSame={() => onCompare(item.field, comparisons[item.field]?.same ? null : { same: true })}
            onDiffer={() => setDiffering(item)}
          />
        ))}
      </ul>
      {differing ? (
        <Difference
          item={differing}
          before={comparisons[differing.field]}
          onClose={() => setDiffering(null)}
          onKeep={comparison => {
            onCompare(differing.field, comparison);
            setDiffering(null);
          }}
        />
      ) : null}
    </Card>
  );
}

function Item(props: {
  item: OrderedItem;
  comparison: Comparison | undefined;
  isDisabled: boolean;
  onSame: () => void;
  onDiffer: () => void;
}) {
  const { item, comparison, isDisabled, onSame, onDiffer } = props;
  const t = useT();
  const { day } = useFormat();
  const { label, text } = wordsOf(item, t, day);
  const isChanged = comparison?.same === false;
  const changed = isChanged ? wordsOf({ ...item, value: comparison.value }, t, day).text : '';
  return (
    <li className={styles.item} data-field={item.field} data-compared={comparison ? comparison.same : 'open'}>
      <span className={styles.itemWords}>
        <span className={styles.itemLabel}>{label}</span>
        <span className={styles.itemValue}>
          {isChanged ? (
            <>
              <del className={styles.old}>{text}</del> <ins className={styles.new}>{changed}</ins>
            </>
          ) : (
            text
          )}
        </span>
      </span>
      <Button
        size="s"
        variant={comparison?.same ? 'primary' : 'secondary'}
        isIconOnly
        icon={<CheckIcon size="s" />}
        aria-label={t('call.data.same', { field: label })}
        aria-pressed={comparison?.same === true}
        isDisabled={isDisabled}
        onPress={onSame}
      />
      <Button
        size="s"
        variant={isChanged ? 'danger' : 'secondary'}
        isIconOnly
        icon={<WarningIcon size="s" />}
        aria-label={t('call.data.differs', { field: label })}
        aria-pressed={isChanged}
        isDisabled={isDisabled}
        onPress={onDiffer}
      />
    </li>
  );
}

function Difference(props: {
  item: OrderedItem;
  before: Comparison | undefined;
  onClose: () => void;
  onKeep: (comparison: Comparison) => void;
}) {
  const { item, before, onClose, onKeep } = props;
  const t = useT();
  const { day } = useFormat();
  const { label, text } = wordsOf(item, t, day);
  const [value, setValue] = useState(before?.same === false ? before.value : item.value);
  const isOther = value.trim() !== '' && value.trim() !== item.value;
  return (
    <Dialog
      title={t('call.data.differs.title', { field: label })}
      isOpen
      onClose={onClose}
      size="s"
      actions={
        <>
          <Button
            variant="primary"
            isDisabled={!isOther}
            onPress={() => onKeep({ same: false, value: value.trim() })}
          >
            {t('call.data.differs.keep')}
          </Button>
          <Button onPress={onClose}>{t('action.cancel')}</Button>
        </>
      }
    >
      <TextField
        label={t('call.data.differs.label')}
        description={t('call.data.differs.ordered', { value: text })}
        type={item.field === 'birthDate' ? 'date' : 'text'}
        maxLength={240}
        autoFocus
        autoComplete="off"
        value={value}
        onChange={setValue}
      />
    </Dialog>
  );
}
