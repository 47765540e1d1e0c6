import { Busy } from '@visavis/ui';
import { useT } from '../../language/index.ts';
import { Page } from '../../shell/page.tsx';

export function IdentificationsPage() {
  const t = useT();
  return (
    <Page title={t('identifications.title')} state="identifications">
      <Busy />
    </Page>
  );
}
