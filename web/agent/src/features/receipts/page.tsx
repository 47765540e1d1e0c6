import { Busy } from '@visavis/ui';
import { useT } from '../../language/index.ts';
import { Page } from '../../shell/page.tsx';

export function ReceiptsPage() {
  const t = useT();
  return (
    <Page title={t('nav.receipts')} state="receipts">
      <Busy />
    </Page>
  );
}
