import { Banner } from '@visavis/ui';
import { useT } from '../../language/index.ts';
import type { Problem } from './problem.ts';

/** What was asked for: both factors, a code of an app that is being set up, or the second factor alone, or only a passkey. */
type Asked = 'both' | 'new_app' | 'code' | 'passkey';

const refusals = {
  both: ['account.refused', 'account.refused.hint'],
  new_app: ['account.code_wrong', 'account.code_wrong.hint'],
  code: ['account.code_wrong', 'account.confirm.wrong.hint'],
  passkey: ['account.passkey_wrong', 'account.passkey_wrong.hint'],
} as const satisfies Record<Asked, readonly [string, string]>;

export function ProblemBanner({ problem, asked = 'both' }: { problem: Problem | null; asked?: Asked }) {
  const t = useT();
  switch (problem) {
    case 'refused': {
      const [title, hint] = refusals[asked];
      return (
        <Banner tone="danger" title={t(title)}>
          {t(hint)}
        </Banner>
      );
    }
    case 'unconfirmed':
      return <Banner>{t('failure.confirmation_required')}</Banner>;
    case 'too_many':
      return <Banner tone="danger">{t('account.too_many')}</Banner>;
    case 'no_passkey':
      return <Banner tone="danger">{t('account.no_passkey')}</Banner>;
    case 'offline':
      return <Banner tone="danger">{t('error.offline')}</Banner>;
    case 'failed':
      return <Banner tone="danger">{t('error.generic')}</Banner>;
    // said at the password itself
    case 'weak':
    case 'used_before':
    case null:
      return null;
  }
}
