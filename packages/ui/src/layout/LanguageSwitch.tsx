import { ToggleButton, ToggleButtonGroup } from 'react-aria-components';
import { cx } from '../cx.ts';
import { isLocale, locales, useLocale } from '../language/locale.ts';
import { useUiT } from '../language/own.ts';
import styles from './LanguageSwitch.module.css';

/** DE | EN. Each language is named in itself. */
export function LanguageSwitch({ onStage = false }: { onStage?: boolean }) {
  const t = useUiT();
  const [locale, setLocale] = useLocale();
  return (
    <ToggleButtonGroup
      aria-label={t('language.choose')}
      selectionMode="single"
      disallowEmptySelection
      selectedKeys={[locale]}
      onSelectionChange={keys => {
        const [chosen] = keys;
        if (isLocale(chosen)) setLocale(chosen);
      }}
      className={cx(styles.group, onStage && styles.onStage)}
    >
      {locales.map(each => (
        <ToggleButton key={each} id={each} aria-label={t(`language.${each}`)} className={styles.choice ?? ''}>
          {each.toUpperCase()}
        </ToggleButton>
      ))}
    </ToggleButtonGroup>
  );
}
