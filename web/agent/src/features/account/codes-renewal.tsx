import { useState } from 'react';
import { callApi } from '../../api/client.ts';
import { useT } from '../../language/index.ts';
import { ProveForm } from './prove-form.tsx';
import { RecoveryCodesView } from './recovery-codes.tsx';

/** Both factors, then ten new codes. */
export function CodesRenewal({ email, onDone }: { email: string; onDone: () => void }) {
  const t = useT();
  const [codes, setCodes] = useState<readonly string[] | null>(null);
  if (codes) return <RecoveryCodesView codes={codes} email={email} onKept={onDone} />;
  return (
    <ProveForm
      lead={t('account.codes.renew.lead')}
      submit={t('account.codes.renew')}
      onProve={async body => setCodes((await callApi('renewRecoveryCodes', { body })).recoveryCodes)}
    />
  );
}
