import type { InvitationView } from '@visavis/protocol';
import { Banner, Busy, Button, CenteredPage } from '@visavis/ui';
import { useEffect, useState } from 'react';
import { ApiError, callApi } from '../../api/client.ts';
import { useT } from '../../language/index.ts';
import { InvitationView as Shown } from './invitation.tsx';

type Trouble = 'unknown' | 'expired' | 'spent' | 'offline' | 'failed';
type State = { is: 'loading' } | { is: 'open'; invitation: InvitationView } | { is: Trouble };

const troubles: Partial<Record<ApiError['code'], Trouble>> = {
  link_unknown: 'unknown',
  invalid_request: 'unknown',
  link_expired: 'expired',
  link_spent: 'spent',
  offline: 'offline',
};

/** Where a link from the administrator leads. */
export function InvitationPage({ token, onDone }: { token: string; onDone: () => void }) {
  const [state, setState] = useState<State>({ is: 'loading' });
  useEffect(() => {
    let isOver = false;
    callApi('readInvitation', { body: { token } }).then(
      invitation => {
        if (!isOver) setState({ is: 'open', invitation });
      },
      (error: unknown) => {
        if (!isOver) setState({ is: (error instanceof ApiError && troubles[error.code]) || 'failed' });
      },
    );
    return () => {
      isOver = true;
    };
  }, [token]);
  if (state.is === 'loading') return <Busy />;
  if (state.is === 'open') {
    return (
      <Shown
        invitation={state.invitation}
        onAccept={async body =>
          (await callApi('acceptInvitation', { body: { token, ...body } })).recoveryCodes
        }
        onDone={onDone}
      />
    );
  }
  return <InvitationTrouble trouble={state.is} onDone={onDone} />;
}

export function InvitationTrouble({ trouble, onDone }: { trouble: Trouble; onDone: () => void }) {
  const t = useT();
  const isLink = trouble === 'unknown' || trouble === 'expired' || trouble === 'spent';
  return (
    <div data-state={`invitation-${trouble}`}>
      <CenteredPage
        title={isLink ? t(`account.link.${trouble}`) : t('account.title')}
        {...(isLink ? { lead: t(`account.link.${trouble}.hint`) } : {})}
        width="s"
        isCentered
        actions={
          <Button variant="primary" size="l" onPress={onDone}>
            {t('account.invited.sign_in')}
          </Button>
        }
      >
        {isLink ? null : (
          <Banner tone="danger">{t(trouble === 'offline' ? 'error.offline' : 'error.generic')}</Banner>
        )}
      </CenteredPage>
    </div>
  );
}
