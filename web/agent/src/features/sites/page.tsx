import type { SiteList, SiteView } from '@visavis/protocol';
import { Banner, Button, EmptyState, PlusIcon, Row, SiteIcon, Stack, Table, Text } from '@visavis/ui';
import { useState } from 'react';
import { LoadedPart } from '../../api/loaded.tsx';
import { loadResource, type Resource } from '../../api/resource.ts';
import { useT } from '../../language/index.ts';
import { Page } from '../../shell/page.tsx';
import { Moment } from '../identifications/labels.tsx';
import { listSites } from './data.ts';
import { RemoveDialog, SiteDialog } from './dialogs.tsx';

type Doing = { what: 'new' } | { what: 'change' | 'remove'; site: SiteView } | null;

export function SitesPage() {
  const [sites] = useState(() => loadResource(listSites));
  return <SitesView sites={sites} />;
}

export function SitesView({ sites }: { sites: Resource<SiteList> }) {
  const t = useT();
  return (
    <Page title={t('sites.title')} state="sites">
      <LoadedPart resource={sites}>
        {list => <Sites list={list} onChanged={() => void sites.reload()} />}
      </LoadedPart>
    </Page>
  );
}

function Sites({ list: { items, address }, onChanged }: { list: SiteList; onChanged: () => void }) {
  const t = useT();
  const [doing, setDoing] = useState<Doing>(null);
  const close = () => setDoing(null);
  const done = () => {
    close();
    onChanged();
  };
  return (
    <>
      <Stack gap="m">
        <Row justify="between" align="start">
          <Text>{t('sites.lead')}</Text>
          <Button variant="primary" icon={<PlusIcon />} onPress={() => setDoing({ what: 'new' })}>
            {t('sites.new')}
          </Button>
        </Row>
        {items.length === 0 ? <Banner tone="warning">{t('sites.unbound')}</Banner> : null}
        <Table
          label={t('sites.title')}
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
            {
              id: 'do',
              header: '',
              cell: site => (
                <Row>
                  <Button size="s" onPress={() => setDoing({ what: 'change', site })}>
                    {t('sites.change')}
                  </Button>
                  <Button size="s" variant="quiet" onPress={() => setDoing({ what: 'remove', site })}>
                    {t('sites.remove')}
                  </Button>
                </Row>
              ),
            },
          ]}
          empty={
            <EmptyState icon={<SiteIcon />} title={t('sites.none')}>
              {t('sites.none.hint')}
            </EmptyState>
          }
        />
      </Stack>
      {doing?.what === 'new' ? (
        <SiteDialog isFirst={items.length === 0} address={address} onClose={close} onDone={done} />
      ) : null}
      {doing?.what === 'change' ? (
        <SiteDialog site={doing.site} isFirst={false} address={address} onClose={close} onDone={done} />
      ) : null}
      {doing?.what === 'remove' ? (
        <RemoveDialog site={doing.site} isLast={items.length === 1} onClose={close} onDone={done} />
      ) : null}
    </>
  );
}
