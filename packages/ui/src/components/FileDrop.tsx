import { DropZone, FileTrigger, isFileDropItem, Text } from 'react-aria-components';
import { DocumentIcon, KeyIcon } from '../icons/icons.tsx';
import { useUiT } from '../language/own.ts';
import { Button } from './Button.tsx';
import styles from './FileDrop.module.css';

export interface FileDropProps {
  /** What file is wanted, in plain words. */
  label: string;
  hint?: string;
  /** Endings or media types, such as `.json`. Only a help for choosing: check what you get. */
  accept?: readonly string[];
  onFile: (file: File) => void;
  /** Name of the file taken. */
  fileName?: string;
}

/** Takes one file by dropping or choosing. It stays in the browser: this component sends nothing. */
export function FileDrop({ label, hint, accept, onFile, fileName }: FileDropProps) {
  const t = useUiT();
  return (
    <DropZone
      aria-label={label}
      className={styles.zone ?? ''}
      onDrop={event => {
        const item = event.items.find(isFileDropItem);
        if (item) void item.getFile().then(onFile);
      }}
    >
      <span className={styles.icon}>{fileName ? <DocumentIcon size="l" /> : <KeyIcon size="l" />}</span>
      <Text slot="label" className={styles.label ?? ''}>
        {fileName ?? label}
      </Text>
      {hint === undefined ? null : <span className={styles.hint}>{hint}</span>}
      <span className={styles.row}>
        <span className={styles.drop}>
          {t('file.drop')} {t('file.or')}
        </span>
        <FileTrigger
          acceptedFileTypes={accept ?? []}
          onSelect={files => {
            const file = files?.item(0);
            if (file) onFile(file);
          }}
        >
          <Button size="s">{t('file.choose')}</Button>
        </FileTrigger>
      </span>
    </DropZone>
  );
}
