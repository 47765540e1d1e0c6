import { Banner, CenteredPage, type CenteredPageProps } from '@visavis/ui';
import type { ReactNode } from 'react';
import { useT } from '../../language/index.ts';

export type PageProps = CenteredPageProps & {
  /** Name of the state for whoever watches the page from outside. */
  state: string;
  /** The connection to the server is lost. */
  offline?: boolean;
};

/** One thought a screen, with what is to be said about the connection. */
export function Page({ state, offline = false, children, ...rest }: PageProps) {
  const t = useT();
  const notice: ReactNode = offline ? (
    <Banner tone="warning" title={t('offline.title')}>
      {t('offline.text')}
    </Banner>
  ) : null;
  return (
    <div data-state={state} data-online={!offline}>
      <CenteredPage {...rest}>
        {notice}
        {children}
      </CenteredPage>
    </div>
  );
}
