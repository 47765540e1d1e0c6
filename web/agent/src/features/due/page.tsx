import type { consoleApi } from '@visavis/protocol';
import { Badge, Card, EmptyState, Grid, Stack, Table, Text, TrashIcon, useFormat, useNow } from '@visavis/ui';
import { useState } from 'react';
import type { z } from 'zod';
import { callApi } from '../../api/client.ts';
import { LoadedPart } from '../../api/loaded.tsx';
import { loadResource } from '../../api/resource.ts';
import { useT } from '../../language/index.ts';
import { Page } from '../../shell/page.tsx';
import { ShortId, StateBadge } from '../identifications/labels.tsx';

type Due = z.infer<typeof consoleApi.listDue.reply>['items'][number];

const day = 86_400_000;
const weekDays = 7;

export function DuePage() {
  const t = useT();
  const [due] = useState(() => loadResource(async () => (await callApi('listDue', {})).items));
  return (
    <Page title={t('due.title')} state="due">
      <LoadedPart resource={due}>{items => <DueList items={items} />}</LoadedPart>
    </Page>
  );
}

function DueList({ items }: { items: readonly Due[] }) {
  const t = useT();
  const format = useFormat();
  const now = useNow();
  const left = ({ identification }: Due): number =>
    identification.dueAt === null ? Infinity : Date.parse(identification.dueAt) - now;
  const soon = items.filter(item => !item.held && left(item) < weekDays * day);
  const held = items.filter(item => item.held);
  return (
    <Stack gap="l">
      <Grid columns="s">
        <Card title={t('due.soon', { count: soon.length })}>
          <Text tone="muted">{t('due.soon.hint')}</Text>
        </Card>
        <Card title={t('due.all', { count: items.length })}>
          <Text tone="muted">{t('due.all.hint')}</Text>
        </Card>
        <Card title={t('due.held', { count: held.length })}>
          <Text tone="muted">{t('due.held.hint')}</Text>
        </Card>
      </Grid>
      <Table
        label={t('due.title')}
        items={items}
        rowId={({ identification }) => identification.id}
        columns={[
          {
            id: 'id',
            header: t('due.identification'),
            cell: ({ identification }) => <ShortId id={identification.id} />,
          },
          {
            id: 'state',
            header: t('due.outcome'),
            cell: ({ identification }) => <StateBadge state={identification.state} />,
          },
          {
            id: 'ended',
            header: t('due.ended'),
            cell: ({ identification: { endedAt } }) => (endedAt === null ? '–' : format.dateTime(endedAt)),
          },
          {
            id: 'due',
            header: t('due.due'),
            cell: ({ identification: { dueAt } }) => (dueAt === null ? '–' : format.dateTime(dueAt)),
          },
          {
            id: 'left',
            header: t('due.left'),
            cell: item => <Left milliseconds={left(item)} held={item.held} />,
          },
        ]}
        empty={
          <EmptyState icon={<TrashIcon />} title={t('due.none')}>
            {t('due.none.hint')}
          </EmptyState>
        }
      />
    </Stack>
  );
}

function Left({ milliseconds, held }: { milliseconds: number; held: boolean }) {
  const t = useT();
  const format = useFormat();
  if (held) return <Badge tone="info">{t('due.left.held')}</Badge>;
  if (milliseconds <= 0) return <Badge tone="danger">{t('due.left.now')}</Badge>;
  const words = t('due.left.in', { duration: format.duration(milliseconds / 1000) });
  return <Badge tone={milliseconds < weekDays * day ? 'warning' : 'neutral'}>{words}</Badge>;
}
