import { Busy } from '@visavis/ui';
import { useT } from '../../language/index.ts';
import { Page } from '../../shell/page.tsx';

export function ContractsPage() {
  const t = useT();
  return (
    <Page title={t('contracts.title')} state="contracts">
      <Busy />
    </Page>
  );
}
