import { Busy } from '@visavis/ui';
import { useT } from '../../language/index.ts';
import { Page } from '../../shell/page.tsx';

export function OrderPage() {
  const t = useT();
  return (
    <Page title={t('order.title')} state="order">
      <Busy />
    </Page>
  );
}
