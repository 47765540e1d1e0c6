import { passwordRules } from '@visavis/password-policy';
import { CheckIcon, Stack, Text, TextField } from '@visavis/ui';
import type { ReactNode } from 'react';
import { useT } from '../../language/index.ts';
import styles from './account.module.css';
import { isLongEnough, lengthOf, useJudgement } from './judge.ts';

type Props = {
  /** What belongs to the person: name, e-mail address, organisation. */
  own: readonly string[];
  value: string;
  onChange: (password: string) => void;
  /** What the server said of the one before. */
  problem?: string | undefined;
};

/** A new password with what it is held to, explained while it is typed. */
export function NewPassword({ own, value, onChange, problem }: Props) {
  const t = useT();
  const judgement = useJudgement(value, own);
  const { least, most, score } = passwordRules;
  const isStrong = judgement !== null && judgement.score >= score;
  return (
    <Stack gap="s">
      <TextField
        label={t('account.password.new')}
        type="password"
        name="new-password"
        autoComplete="new-password"
        isRequired
        value={value}
        onChange={onChange}
        {...(problem === undefined ? {} : { errorMessage: problem })}
      />
      <ul className={styles.rules} aria-live="polite">
        <Rule isKept={isLongEnough(value)}>
          {t('account.rule.length', { least, count: lengthOf(value) })}
        </Rule>
        {judgement?.fault === 'too_long' ? (
          <Rule isKept={false}>{t('account.rule.length.long', { most })}</Rule>
        ) : null}
        <Rule isKept={isStrong}>
          {t('account.rule.guess')}
          {judgement ? <>: {t(`account.strength.${judgement.score as 0 | 1 | 2 | 3 | 4}`)}. </> : null}
          {judgement?.warning && !isStrong ? t(`account.warning.${judgement.warning}`) : null}
        </Rule>
        <Rule isKept={false}>{t('account.rule.history')}</Rule>
      </ul>
      <Text size="xs" tone="muted">
        {t('account.rule.tip')}
      </Text>
    </Stack>
  );
}

const Rule = ({ isKept, children }: { isKept: boolean; children: ReactNode }) => (
  <li className={styles.rule}>
    {isKept ? (
      <span className={styles.kept}>
        <CheckIcon size="s" />
      </span>
    ) : (
      <span className={styles.open} />
    )}
    <span>{children}</span>
  </li>
);
