import {
  Button,
  EmptyState,
  ListIcon,
  LockIcon,
  RefreshIcon,
  Table,
  useFormat,
  type TableColumn,
} from '@visavis/ui';
import { useState } from 'react';
import { LoadedPart } from '../../api/loaded.tsx';
import { useT } from '../../language/index.ts';
import { Page, useConsole } from '../../shell/page.tsx';
import { mayDo } from '../../shell/routes.tsx';
import { listIdentifications, type Listed } from './data.ts';
import { EvidencePage } from './evidence/page.tsx';
import { Moment, ShortId, StateBadge } from './labels.tsx';

export function IdentificationsPage() {
  const t = useT();
  const { session } = useConsole();
  const [identifications] = useState(listIdentifications);
  const [opened, setOpened] = useState<Listed | null>(null);
  const mayOpen = mayDo(session, 'open_evidence');
  if (opened) return <EvidencePage key={opened.id} identification={opened} onBack={() => setOpened(null)} />;
  return (
    <Page
      title={t('identifications.title')}
      state="identifications"
      status={
        <Button size="s" variant="quiet" icon={<RefreshIcon />} onPress={() => void identifications.reload()}>
          {t('identifications.reload')}
        </Button>
      }
    >
      <LoadedPart resource={identifications}>
        {items => <List items={items} {...(mayOpen ? { onOpen: setOpened } : {})} />}
      </LoadedPart>
    </Page>
  );
}

/** What has ended with a call has evidence; what is purged has none any more. */
const hasEvidence = ({ state, endedAt, attempts }: Listed): boolean =>
  endedAt !== null && attempts > 0 && state !== 'purged';

function List({ items, onOpen }: { items: readonly Listed[]; onOpen?: (item: Listed) => void }) {
  const t = useT();
  const format = useFormat();
  const columns: TableColumn<Listed>[] = [
    { id: 'id', header: t('identifications.id'), cell: item => <ShortId id={item.id} /> },
    { id: 'state', header: t('identifications.state'), cell: item => <StateBadge state={item.state} /> },
    { id: 'contract', header: t('identifications.contract'), cell: item => item.contractName },
    {
      id: 'created',
      header: t('identifications.created'),
      cell: item => <Moment>{format.dateTime(item.createdAt)}</Moment>,
    },
    {
      id: 'ended',
      header: t('identifications.ended'),
      cell: item => (item.endedAt === null ? '–' : <Moment>{format.dateTime(item.endedAt)}</Moment>),
    },
    {
      id: 'due',
      header: t('identifications.due'),
      cell: item => (item.dueAt === null ? '–' : <Moment>{format.date(item.dueAt)}</Moment>),
    },
  ];
  if (onOpen)
    columns.push({
      id: 'open',
      header: t('identifications.evidence'),
      cell: item =>
        hasEvidence(item) ? (
          <Moment>
            <Button size="s" icon={<LockIcon size="s" />} onPress={() => onOpen(item)}>
              {t('identifications.open')}
            </Button>
          </Moment>
        ) : (
          '–'
        ),
    });
  return (
    <Table
      label={t('identifications.title')}
      items={items}
      rowId={({ id }) => id}
      columns={columns}
      empty={
        <EmptyState icon={<ListIcon />} title={t('identifications.none')}>
          {t('identifications.none.hint')}
        </EmptyState>
      }
    />
  );
}
