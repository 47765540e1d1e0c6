import type { OrderedView } from '@visavis/protocol';
import { Banner, DocumentIcon, EmptyState } from '@visavis/ui';
import { useState } from 'react';
import { callApi } from '../../api/client.ts';
import { LoadedPart } from '../../api/loaded.tsx';
import { loadResource } from '../../api/resource.ts';
import { useT } from '../../language/index.ts';
import { Page } from '../../shell/page.tsx';
import { OrderFormView } from './form-view.tsx';
import { OrderedLink } from './ordered.tsx';

export function OrderPage() {
  const t = useT();
  const [contracts] = useState(() => loadResource(async () => (await callApi('listContracts', {})).items));
  const [ordered, setOrdered] = useState<OrderedView | null>(null);
  return (
    <Page title={t('order.title')} state={ordered ? 'ordered' : 'order'}>
      {ordered ? (
        <OrderedLink ordered={ordered} onAgain={() => setOrdered(null)} />
      ) : (
        <LoadedPart resource={contracts}>
          {items => {
            const live = items.filter(({ status }) => status === 'live');
            if (items.length === 0)
              return (
                <EmptyState icon={<DocumentIcon />} title={t('order.no_contract')}>
                  {t('order.no_contract.hint')}
                </EmptyState>
              );
            if (live.length === 0)
              return (
                <Banner tone="warning" title={t('order.none_live')}>
                  {t('order.none_live.hint')}
                </Banner>
              );
            return <OrderFormView contracts={live} onOrdered={setOrdered} />;
          }}
        </LoadedPart>
      )}
    </Page>
  );
}
