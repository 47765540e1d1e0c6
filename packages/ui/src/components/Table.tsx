import type { ReactNode } from 'react';
import { Cell, Column, Row, Table as AriaTable, TableBody, TableHeader } from 'react-aria-components';
import { cx } from '../cx.ts';
import styles from './Table.module.css';

export interface TableColumn<Item> {
  id: string;
  header: string;
  cell: (item: Item) => ReactNode;
  /** Numbers and times stand right, in equally wide digits. */
  isNumeric?: boolean;
  /** The column that names the row to screen readers; the first unless said otherwise. */
  isRowHeader?: boolean;
}

export interface TableProps<Item extends object> {
  label: string;
  columns: readonly TableColumn<Item>[];
  items: readonly Item[];
  rowId: (item: Item) => string;
  /** Makes rows pressable (press, Enter). */
  onOpen?: (item: Item) => void;
  /** Marks one row as the one being shown elsewhere. */
  currentId?: string;
  /** Shown instead of rows when there are none. */
  empty?: ReactNode;
}

export function Table<Item extends object>(props: TableProps<Item>) {
  const { label, columns, items, rowId, onOpen, currentId, empty } = props;
  const nameColumn = columns.find(column => column.isRowHeader)?.id ?? columns[0]?.id;
  return (
    <div className={styles.scroll}>
      <AriaTable aria-label={label} className={styles.table ?? ''}>
        <TableHeader>
          {columns.map(column => (
            <Column
              key={column.id}
              id={column.id}
              isRowHeader={column.id === nameColumn}
              className={cx(styles.head, column.isNumeric && styles.numeric)}
            >
              {column.header}
            </Column>
          ))}
        </TableHeader>
        <TableBody renderEmptyState={() => <div className={styles.empty}>{empty}</div>}>
          {items.map(item => (
            <Row
              key={rowId(item)}
              id={rowId(item)}
              className={cx(
                styles.row,
                onOpen && styles.pressable,
                rowId(item) === currentId && styles.current,
              )}
              onAction={
                onOpen
                  ? () => {
                      onOpen(item);
                    }
                  : undefined
              }
            >
              {columns.map(column => (
                <Cell key={column.id} className={cx(styles.cell, column.isNumeric && styles.numeric)}>
                  {column.cell(item)}
                </Cell>
              ))}
            </Row>
          ))}
        </TableBody>
      </AriaTable>
    </div>
  );
}
