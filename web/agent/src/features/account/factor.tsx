import type { PasskeyAssertion } from '@visavis/protocol';
import { Button, KeyIcon, Row, Stack, TextField } from '@visavis/ui';
import { useT } from '../../language/index.ts';
import { AppCodeField } from './fields.tsx';

/** What a person typed beside the password. */
export type Factor = {
  isRecovery: boolean;
  code: string;
  /** The answer of an authenticator, instead of anything typed. */
  passkey?: PasskeyAssertion;
};
export const noFactor: Factor = { isRecovery: false, code: '' };

/** As the protocol wants it: digits without spaces, a recovery code as it was typed. */
export function factorBody({
  isRecovery,
  code,
  passkey,
}: Factor): { recoveryCode: string } | { totp: string } | { passkey: PasskeyAssertion } {
  if (passkey) return { passkey };
  return isRecovery ? { recoveryCode: code.trim() } : { totp: code.replaceAll(/\s/g, '') };
}

type Props = {
  value: Factor;
  onChange: (factor: Factor) => void;
  /** Asks for a passkey in place of the code, where one will do. */
  onPasskey?: () => void;
  /** Where nothing else is asked for. */
  autoFocus?: boolean;
};

/** The code of the app, or a recovery code or a passkey instead. */
export function FactorField({ value, onChange, onPasskey, autoFocus = false }: Props) {
  const t = useT();
  const { isRecovery, code } = value;
  const change = (typed: string) => onChange({ isRecovery, code: typed });
  return (
    <Stack gap="xs">
      {isRecovery ? (
        <TextField
          key="recovery"
          label={t('account.recovery_code')}
          description={t('account.recovery_code.hint')}
          name="recovery-code"
          autoComplete="off"
          maxLength={40}
          isRequired
          value={code}
          onChange={change}
        />
      ) : (
        <AppCodeField
          key="app"
          label={t('account.code')}
          description={t('account.code.hint')}
          autoFocus={autoFocus}
          value={code}
          onChange={change}
        />
      )}
      <Row>
        <Button variant="quiet" size="s" onPress={() => onChange({ isRecovery: !isRecovery, code: '' })}>
          {isRecovery ? t('account.use_app') : t('account.use_recovery')}
        </Button>
        {onPasskey ? (
          <Button variant="quiet" size="s" icon={<KeyIcon />} onPress={onPasskey}>
            {t('account.use_passkey')}
          </Button>
        ) : null}
      </Row>
    </Stack>
  );
}
