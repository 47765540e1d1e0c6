import { Button, CrossIcon, FileDrop, Stack, Text } from '@visavis/ui';
import { useT } from '../../language/index.ts';
import styles from './key-files.module.css';

type Props = {
  label: string;
  hint: string;
  files: readonly File[];
  onChange: (files: File[]) => void;
};

/** Takes one key file after another: where several people must agree, each brings their own. */
export function KeyFiles({ label, hint, files, onChange }: Props) {
  const t = useT();
  const others = (gone: File) => files.filter(file => file !== gone);
  return (
    <Stack gap="s">
      <FileDrop
        label={files.length === 0 ? label : t('keys.another')}
        hint={hint}
        accept={['.json', 'application/json']}
        onFile={file => onChange([...files, file])}
      />
      {files.length === 0 ? null : (
        <ul className={styles.files} aria-label={t('keys.chosen')}>
          {files.map((file, index) => (
            <li key={`${index} ${file.name}`} className={styles.file}>
              <Text as="span" size="s">
                {file.name}
              </Text>
              <Button
                size="s"
                variant="quiet"
                isIconOnly
                icon={<CrossIcon />}
                aria-label={t('keys.remove', { name: file.name })}
                onPress={() => onChange(others(file))}
              />
            </li>
          ))}
        </ul>
      )}
    </Stack>
  );
}
