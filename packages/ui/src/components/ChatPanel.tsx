import { useEffect, useRef, useState, type ReactNode } from 'react';
import { Form, Input, TextField } from 'react-aria-components';
import { cx } from '../cx.ts';
import { CrossIcon, SendIcon } from '../icons/icons.tsx';
import { useUiT } from '../language/own.ts';
import { Button } from './Button.tsx';
import styles from './ChatPanel.module.css';

export interface ChatLine {
  id: string;
  name: string;
  /** Shown as it is: text, never markup. */
  text: string;
  /** When, in words, and for own ones whether it has arrived. */
  note: string;
  isOwn: boolean;
}

export interface ChatPanelProps {
  title: string;
  /** Who reads it, and what it is not. */
  hint: ReactNode;
  lines: readonly ChatLine[];
  field: string;
  send: string;
  /** Characters. */
  most: number;
  onSend: (text: string) => void;
  onClose: () => void;
  isDisabled?: boolean;
}

/** What was written, the newest at the lower end, and a line to write. Fills its place. */
export function ChatPanel(props: ChatPanelProps) {
  const { title, hint, lines, field, send, most, onSend, onClose, isDisabled = false } = props;
  const t = useUiT();
  const [text, setText] = useState('');
  const list = useRef<HTMLOListElement>(null);
  useEffect(() => {
    list.current?.scrollTo({ top: list.current.scrollHeight });
  }, [lines.length]);
  const submit = () => {
    if (text.trim() === '') return;
    onSend(text);
    setText('');
  };
  return (
    <section className={styles.panel} aria-label={title}>
      <header className={styles.header}>
        <h2 className={styles.title}>{title}</h2>
        <Button
          variant="quiet"
          size="s"
          isIconOnly
          icon={<CrossIcon />}
          aria-label={t('dialog.close')}
          onPress={onClose}
        />
      </header>
      <ol ref={list} className={styles.lines} role="log" tabIndex={0} aria-label={title}>
        <li className={styles.hint}>{hint}</li>
        {lines.map(line => (
          <li key={line.id} className={cx(styles.line, line.isOwn && styles.own)}>
            <span className={styles.from}>{line.name}</span>
            <span className={styles.text}>{line.text}</span>
            <span className={styles.note}>{line.note}</span>
          </li>
        ))}
      </ol>
      <Form
        className={styles.form ?? ''}
        onSubmit={event => {
          event.preventDefault();
          submit();
        }}
      >
        <TextField
          aria-label={field}
          value={text}
          onChange={setText}
          maxLength={most}
          autoComplete="off"
          className={styles.field ?? ''}
        >
          <Input className={styles.input ?? ''} placeholder={field} />
        </TextField>
        <Button
          type="submit"
          variant="primary"
          isIconOnly
          icon={<SendIcon />}
          aria-label={send}
          isDisabled={isDisabled || text.trim() === ''}
        />
      </Form>
    </section>
  );
}
