import type { OwnSession } from '@visavis/protocol';
import { Badge, Button, Card, Dialog, Row, Stack, Text, useFormat } from '@visavis/ui';
import { useState } from 'react';
import { callApi } from '../../api/client.ts';
import { LoadedPart } from '../../api/loaded.tsx';
import { loadResource } from '../../api/resource.ts';
import { useT } from '../../language/index.ts';
import { ProveForm } from './prove-form.tsx';

type Open = { what: 'others'; count: number } | { what: 'one'; id: string };

/** Where one is signed in, to end what one does not know or need any more: with both factors, as one signs in. */
export function Sessions() {
  const t = useT();
  const [sessions] = useState(() => loadResource(async () => (await callApi('listSessions', {})).items));
  const [open, setOpen] = useState<Open | null>(null);
  const close = () => setOpen(null);
  const done = async () => {
    close();
    await sessions.reload();
  };
  return (
    <LoadedPart resource={sessions}>
      {items => (
        <>
          <SessionsCard sessions={items} onOpen={setOpen} />
          {open === null ? null : (
            <Dialog
              title={
                open.what === 'one'
                  ? t('account.sessions.end.ask')
                  : t('account.sessions.end_others.ask', { count: open.count })
              }
              isOpen
              onClose={close}
            >
              <ProveForm
                lead={t('account.sessions.end.lead')}
                submit={open.what === 'one' ? t('account.sessions.end') : t('account.sessions.end_others')}
                onProve={async body => {
                  if (open.what === 'one') await callApi('endSession', { id: open.id, body });
                  else await callApi('endOtherSessions', { body });
                  await done();
                }}
              />
            </Dialog>
          )}
        </>
      )}
    </LoadedPart>
  );
}

type CardProps = { sessions: readonly OwnSession[]; onOpen: (open: Open) => void };

export function SessionsCard({ sessions, onOpen }: CardProps) {
  const t = useT();
  const others = sessions.filter(({ isThis }) => !isThis).length;
  return (
    <Card
      title={t('account.sessions')}
      actions={
        others > 0 ? (
          <Button variant="danger" onPress={() => onOpen({ what: 'others', count: others })}>
            {t('account.sessions.end_others')}
          </Button>
        ) : undefined
      }
    >
      <Stack gap="m">
        <Text tone="muted">{t('account.sessions.about')}</Text>
        {sessions.map(session => (
          <SessionRow
            key={session.id}
            session={session}
            onEnd={() => onOpen({ what: 'one', id: session.id })}
          />
        ))}
      </Stack>
    </Card>
  );
}

type RowProps = { session: OwnSession; onEnd: () => void };

function SessionRow({ session: { place, isThis, begunAt, usedAt }, onEnd }: RowProps) {
  const t = useT();
  const format = useFormat();
  const name = place
    ? t('account.sessions.browser_on', {
        browser: t(`account.browser.${place.browser}`),
        system: t(`account.system.${place.system}`),
      })
    : t('account.sessions.unknown');
  return (
    <Row justify="between">
      <Stack gap="xs">
        <Row>
          <Text>{name}</Text>
          {isThis ? <Badge tone="success">{t('account.sessions.this')}</Badge> : null}
        </Row>
        <Text size="s" tone="muted">
          {t('account.sessions.times', {
            address: place?.address ?? t('account.sessions.unknown'),
            begun: format.dateTime(begunAt),
            used: format.dateTime(usedAt),
          })}
        </Text>
      </Stack>
      {isThis ? null : (
        <Button size="s" aria-label={t('account.sessions.end.this', { name })} onPress={onEnd}>
          {t('account.sessions.end')}
        </Button>
      )}
    </Row>
  );
}
