import { Banner } from '@visavis/ui';
import { useT } from '../../language/index.ts';
import type { Problem } from './problem.ts';

/** @param isCode only a code was typed, of an app that is being set up */
export function ProblemBanner({ problem, isCode = false }: { problem: Problem | null; isCode?: boolean }) {
  const t = useT();
  switch (problem) {
    case 'refused':
      return isCode ? (
        <Banner tone="danger" title={t('account.code_wrong')}>
          {t('account.code_wrong.hint')}
        </Banner>
      ) : (
        <Banner tone="danger" title={t('account.refused')}>
          {t('account.refused.hint')}
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
