import { Busy } from '@visavis/ui';
import { useT } from '../../language/index.ts';
import { Page } from '../../shell/page.tsx';

export function ReceiptsPage() {
  const t = useT();
  return (
    <Page title={t('receipts.title')} state="receipts">
      <Busy />
    </Page>
  );
}
