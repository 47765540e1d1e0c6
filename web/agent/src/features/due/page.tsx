import { Busy } from '@visavis/ui';
import { useT } from '../../language/index.ts';
import { Page } from '../../shell/page.tsx';

export function DuePage() {
  const t = useT();
  return (
    <Page title={t('due.title')} state="due">
      <Busy />
    </Page>
  );
}
