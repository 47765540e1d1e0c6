import { Busy } from '@visavis/ui';
import { useT } from '../../language/index.ts';
import { Page } from '../../shell/page.tsx';

export function DeskPage() {
  const t = useT();
  return (
    <Page title={t('nav.calls')} state="opening">
      <Busy />
    </Page>
  );
}
