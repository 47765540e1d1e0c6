import type { SiteList, SiteView } from '@visavis/protocol';
import { Banner, Button } from '@visavis/ui';
import { useState } from 'react';
import { callApi } from '../../api/client.ts';
import { loadResource, type Resource } from '../../api/resource.ts';
import { useT } from '../../language/index.ts';
import { List, ListPage } from '../../shell/list-page.tsx';
import { useDialogs } from '../../shell/use-dialogs.ts';
import { Moment } from '../identifications/labels.tsx';
import { listSites } from './data.ts';
import { RemoveDialog, SiteDialog } from './dialogs.tsx';

type Shown = { what: 'new' } | { what: 'change' | 'remove'; site: SiteView };

export function SitesPage() {
  const [sites] = useState(() => loadResource(listSites));
  return <SitesView sites={sites} />;
}

export function SitesView({ sites }: { sites: Resource<SiteList> }) {
  const t = useT();
  const { shown, show, act, acting } = useDialogs<Shown>(sites);
  return (
    <ListPage
      id="sites"
      resource={sites}
      add={{ label: t('sites.new'), onPress: () => show({ what: 'new' }) }}
    >
      {({ items, address }) => (
        <>
          {items.length === 0 ? <Banner tone="warning">{t('sites.unbound')}</Banner> : null}
          <Sites items={items} onOpen={show} />
          {shown?.what === 'new' ? (
            <SiteDialog
              {...acting}
              isFirst={items.length === 0}
              address={address}
              onSave={body => act(() => callApi('addSite', { body }))}
            />
          ) : null}
          {shown?.what === 'change' ? (
            <SiteDialog
              {...acting}
              site={shown.site}
              isFirst={false}
              address={address}
              onSave={body => act(() => callApi('changeSite', { id: shown.site.id, body }))}
            />
          ) : null}
          {shown?.what === 'remove' ? (
            <RemoveDialog
              {...acting}
              site={shown.site}
              isLast={items.length === 1}
              onRemove={() => act(() => callApi('removeSite', { id: shown.site.id }))}
            />
          ) : null}
        </>
      )}
    </ListPage>
  );
}

function Sites({ items, onOpen }: { items: readonly SiteView[]; onOpen: (shown: Shown) => void }) {
  const t = useT();
  return (
    <List
      id="sites"
      items={items}
      rowId={({ id }) => id}
      columns={[
        { id: 'name', header: t('sites.name'), cell: ({ name }) => name },
        {
          id: 'ranges',
          header: t('sites.ranges'),
          cell: ({ ranges }) =>
            ranges.map(range => (
              <div key={range}>
                <Moment>{range}</Moment>
              </div>
            )),
        },
        {
          id: 'rooms',
          header: t('sites.rooms'),
          cell: site => site.attestations.map(room => <div key={room}>{t(`sites.room.${room}`)}</div>),
        },
      ]}
      acts={site => (
        <>
          <Button size="s" onPress={() => onOpen({ what: 'change', site })}>
            {t('sites.change')}
          </Button>
          <Button size="s" variant="quiet" onPress={() => onOpen({ what: 'remove', site })}>
            {t('sites.remove')}
          </Button>
        </>
      )}
    />
  );
}
