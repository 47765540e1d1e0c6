import { TextField } from '@visavis/ui';
import { useT } from '../../language/index.ts';

type Value = { value: string; onChange: (value: string) => void; autoFocus?: boolean };

/** The password that is being used until now. */
export function CurrentPasswordField(props: Value) {
  const t = useT();
  return (
    <TextField
      label={t('account.password.current')}
      type="password"
      name="password"
      autoComplete="current-password"
      isRequired
      {...props}
    />
  );
}

/** The six digits of an authenticator app, with or without the space that apps show. */
export function AppCodeField(props: Value & { label: string; description: string }) {
  return (
    <TextField
      name="totp"
      autoComplete="one-time-code"
      inputMode="numeric"
      maxLength={7}
      isCode
      isRequired
      {...props}
    />
  );
}
