import { Banner } from '@visavis/ui';
import { useT } from '../../language/index.ts';
import type { Problem } from './problem.ts';

/** What was asked for: both factors, a code of an app that is being set up, or the second factor alone. */
type Asked = 'both' | 'new_app' | 'code';

const hints = {
  both: 'account.refused.hint',
  new_app: 'account.code_wrong.hint',
  code: 'account.confirm.wrong.hint',
} as const satisfies Record<Asked, string>;

export function ProblemBanner({ problem, asked = 'both' }: { problem: Problem | null; asked?: Asked }) {
  const t = useT();
  switch (problem) {
    case 'refused':
      return (
        <Banner tone="danger" title={asked === 'both' ? t('account.refused') : t('account.code_wrong')}>
          {t(hints[asked])}
        </Banner>
      );
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
