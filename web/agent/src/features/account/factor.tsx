import { Button, Stack, TextField } from '@visavis/ui';
import { useT } from '../../language/index.ts';

/** What a person typed beside the password. */
export type Factor = { isRecovery: boolean; code: string };
export const noFactor: Factor = { isRecovery: false, code: '' };

/** As the protocol wants it: digits without spaces, a recovery code as it was typed. */
export const factorBody = ({ isRecovery, code }: Factor): { recoveryCode: string } | { totp: string } =>
  isRecovery ? { recoveryCode: code.trim() } : { totp: code.replaceAll(/\s/g, '') };

/** The code of the app, or a recovery code instead. */
export function FactorField({ value, onChange }: { value: Factor; onChange: (factor: Factor) => void }) {
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
        <TextField
          key="app"
          label={t('account.code')}
          description={t('account.code.hint')}
          name="totp"
          autoComplete="one-time-code"
          inputMode="numeric"
          maxLength={7}
          isCode
          isRequired
          value={code}
          onChange={change}
        />
      )}
      <div>
        <Button variant="quiet" size="s" onPress={() => onChange({ isRecovery: !isRecovery, code: '' })}>
          {isRecovery ? t('account.use_app') : t('account.use_recovery')}
        </Button>
      </div>
    </Stack>
  );
}
