import type { OwnSession } from '@visavis/protocol';
import { Badge, Banner, Button, Card, Dialog, Row, Stack, Text, useFormat } from '@visavis/ui';
import { useState } from 'react';
import { callApi } from '../../api/client.ts';
import { LoadedPart } from '../../api/loaded.tsx';
import { loadResource } from '../../api/resource.ts';
import { useT } from '../../language/index.ts';
import { useDeed } from './use-deed.ts';

/** Where one is signed in, to end what one does not know or need any more. */
export function Sessions() {
  const [sessions] = useState(() => loadResource(async () => (await callApi('listSessions', {})).items));
  const { isPending, problem, run } = useDeed();
  const change = (deed: () => Promise<unknown>) =>
    run(async () => {
      await deed();
      await sessions.reload();
    });
  return (
    <LoadedPart resource={sessions}>
      {items => (
        <SessionsCard
          sessions={items}
          isPending={isPending}
          hasFailed={problem !== null}
          onEnd={id => change(() => callApi('endSession', { id }))}
          onEndOthers={() => change(() => callApi('endOtherSessions', {}))}
        />
      )}
    </LoadedPart>
  );
}

export type SessionsCardProps = {
  sessions: readonly OwnSession[];
  isPending: boolean;
  hasFailed: boolean;
  onEnd: (id: string) => void;
  onEndOthers: () => void;
};

export function SessionsCard({ sessions, isPending, hasFailed, onEnd, onEndOthers }: SessionsCardProps) {
  const t = useT();
  const [isAsking, setAsking] = useState(false);
  const others = sessions.filter(({ isThis }) => !isThis).length;
  return (
    <Card
      title={t('account.sessions')}
      actions={
        others > 0 ? (
          <Button variant="danger" isDisabled={isPending} onPress={() => setAsking(true)}>
            {t('account.sessions.end_others')}
          </Button>
        ) : undefined
      }
    >
      <Stack gap="m">
        <Text tone="muted">{t('account.sessions.about')}</Text>
        {hasFailed ? <Banner tone="danger">{t('error.generic')}</Banner> : null}
        {sessions.map(session => (
          <SessionRow
            key={session.id}
            session={session}
            isPending={isPending}
            onEnd={() => onEnd(session.id)}
          />
        ))}
      </Stack>
      <Dialog
        title={t('account.sessions.end_others.ask', { count: others })}
        isOpen={isAsking}
        onClose={() => setAsking(false)}
        actions={
          <>
            <Button
              variant="danger"
              onPress={() => {
                setAsking(false);
                onEndOthers();
              }}
            >
              {t('account.sessions.end_others')}
            </Button>
            <Button variant="quiet" onPress={() => setAsking(false)}>
              {t('action.cancel')}
            </Button>
          </>
        }
      >
        <Text>{t('account.sessions.end_others.hint')}</Text>
      </Dialog>
    </Card>
  );
}

type RowProps = { session: OwnSession; isPending: boolean; onEnd: () => void };

function SessionRow({ session: { place, isThis, begunAt, usedAt }, isPending, onEnd }: RowProps) {
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
        <Button
          size="s"
          isDisabled={isPending}
          aria-label={t('account.sessions.end.this', { name })}
          onPress={onEnd}
        >
          {t('account.sessions.end')}
        </Button>
      )}
    </Row>
  );
}
