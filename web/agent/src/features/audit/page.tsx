import type { AuditEventView } from '@visavis/protocol';
import {
  Banner,
  Button,
  DownloadIcon,
  EmptyState,
  Row,
  ShieldIcon,
  Stack,
  Table,
  Text,
  useFormat,
} from '@visavis/ui';
import { useState } from 'react';
import { LoadedPart } from '../../api/loaded.tsx';
import { useT } from '../../language/index.ts';
import { Page } from '../../shell/page.tsx';
import { useStore } from '../../shell/use-store.ts';
import { Moment, ShortId } from '../identifications/labels.tsx';
import { openAudit, type AuditPageView, type AuditTrail } from './data.ts';
import { EventDialog } from './event-dialog.tsx';
import { SearchForm } from './search.tsx';
import { Verification } from './verification.tsx';

export function AuditPage() {
  const [audit] = useState(openAudit);
  return <AuditView audit={audit} />;
}

export function AuditView({ audit }: { audit: AuditTrail }) {
  const t = useT();
  const { now } = useStore(audit.verifying);
  const { hasFailed } = useStore(audit.exporting);
  return (
    <Page title={t('audit.title')} state="audit">
      <Stack gap="l">
        <SearchForm onSearch={audit.search}>
          <Button icon={<DownloadIcon />} onPress={() => void audit.save()}>
            {t('audit.export')}
          </Button>
          <Button
            icon={<ShieldIcon />}
            isDisabled={now.status === 'running'}
            onPress={() => void audit.verify()}
          >
            {t('audit.verify')}
          </Button>
          <Text size="s" tone="muted">
            {t('audit.lead')}
          </Text>
        </SearchForm>
        {hasFailed ? <Banner tone="danger">{t('audit.export.failed')}</Banner> : null}
        <Verification now={now} />
        <LoadedPart resource={audit.page}>{page => <Events page={page} onTurn={audit.turn} />}</LoadedPart>
      </Stack>
    </Page>
  );
}

function Events({ page, onTurn }: { page: AuditPageView; onTurn: (before: number | null) => void }) {
  const t = useT();
  const format = useFormat();
  const [shown, setShown] = useState<AuditEventView | null>(null);
  const { items, next } = page;
  return (
    <Stack gap="m">
      <Table
        label={t('audit.title')}
        items={items}
        rowId={({ sequence }) => String(sequence)}
        onOpen={setShown}
        columns={[
          { id: 'sequence', header: t('audit.sequence'), isNumeric: true, cell: ({ sequence }) => sequence },
          { id: 'at', header: t('audit.at'), cell: ({ at }) => <Moment>{format.dateTime(at)}</Moment> },
          { id: 'actor', header: t('audit.actor'), cell: ({ actor }) => <Actor actor={actor} /> },
          {
            id: 'action',
            header: t('audit.action'),
            isRowHeader: true,
            cell: ({ action }) => t(`audit.action.${action}`),
          },
          {
            id: 'subject',
            header: t('audit.subject'),
            cell: ({ subject: { kind, id } }) => (
              <>
                {t(`audit.subject.${kind}`)} {kind === 'operation' ? id : <ShortId id={id} />}
              </>
            ),
          },
        ]}
        empty={
          <EmptyState icon={<ShieldIcon />} title={t('audit.none')}>
            {t('audit.none.hint')}
          </EmptyState>
        }
      />
      <Row>
        {next === null ? null : <Button onPress={() => onTurn(next)}>{t('audit.older')}</Button>}
        <Button variant="quiet" onPress={() => onTurn(null)}>
          {t('audit.newest')}
        </Button>
      </Row>
      {shown ? <EventDialog event={shown} onClose={() => setShown(null)} /> : null}
    </Stack>
  );
}

function Actor({ actor: { kind, id, name } }: { actor: AuditEventView['actor'] }) {
  const t = useT();
  if (name !== null) return name;
  return (
    <>
      {t(`audit.kind.${kind}`)} {kind === 'service' ? id : <ShortId id={id} />}
    </>
  );
}
