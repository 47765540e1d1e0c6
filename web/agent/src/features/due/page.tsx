import { Busy } from '@visavis/ui';
import { useT } from '../../language/index.ts';
import { Page } from '../../shell/page.tsx';

export function DuePage() {
  const t = useT();
  return (
    <Page title={t('nav.due')} state="due">
      <Busy />
    </Page>
  );
}
