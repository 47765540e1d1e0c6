import type { ApiKeyView } from '@visavis/protocol';
import {
  Badge,
  Button,
  EmptyState,
  KeyIcon,
  PlusIcon,
  Row,
  Stack,
  Table,
  Text,
  useFormat,
  useNow,
  type Tone,
} from '@visavis/ui';
import { useState } from 'react';
import { callApi } from '../../api/client.ts';
import { LoadedPart } from '../../api/loaded.tsx';
import { loadResource, type Resource } from '../../api/resource.ts';
import { useT } from '../../language/index.ts';
import { Page } from '../../shell/page.tsx';
import { Moment } from '../identifications/labels.tsx';
import { stateOf, type KeyState } from './data.ts';
import { NewKeyDialog, ReplaceDialog, RevokeDialog, ShownKeyDialog } from './dialogs.tsx';

type Doing =
  | { what: 'new' }
  | { what: 'replace' | 'revoke'; apiKey: ApiKeyView }
  | { what: 'shown'; value: string }
  | null;

export function ApiKeysPage() {
  const [keys] = useState(() => loadResource(async () => (await callApi('listApiKeys', {})).items));
  return <ApiKeysView keys={keys} />;
}

export function ApiKeysView({ keys }: { keys: Resource<ApiKeyView[]> }) {
  const t = useT();
  const [doing, setDoing] = useState<Doing>(null);
  const [hasFailed, setFailed] = useState(false);
  const open = (next: Doing) => {
    setFailed(false);
    setDoing(next);
  };
  const run = (work: () => Promise<Doing>) => {
    work().then(
      next => {
        open(next);
        void keys.reload();
      },
      () => setFailed(true),
    );
  };
  const shown = async (made: Promise<{ key: string }>): Promise<Doing> => ({
    what: 'shown',
    value: (await made).key,
  });
  const close = () => open(null);
  return (
    <Page title={t('api_keys.title')} state="api_keys">
      <Stack gap="m">
        <Row justify="between" align="start">
          <Text>{t('api_keys.lead')}</Text>
          <Button variant="primary" icon={<PlusIcon />} onPress={() => open({ what: 'new' })}>
            {t('api_keys.new')}
          </Button>
        </Row>
        <LoadedPart resource={keys}>{items => <Keys items={items} onOpen={open} />}</LoadedPart>
      </Stack>
      {doing?.what === 'new' ? (
        <NewKeyDialog
          hasFailed={hasFailed}
          onClose={close}
          onMake={body => run(() => shown(callApi('createApiKey', { body })))}
        />
      ) : null}
      {doing?.what === 'replace' ? (
        <ReplaceDialog
          apiKey={doing.apiKey}
          hasFailed={hasFailed}
          onClose={close}
          onMake={body => run(() => shown(callApi('rotateApiKey', { id: doing.apiKey.id, body })))}
        />
      ) : null}
      {doing?.what === 'revoke' ? (
        <RevokeDialog
          apiKey={doing.apiKey}
          hasFailed={hasFailed}
          onClose={close}
          onRevoke={() => run(() => callApi('revokeApiKey', { id: doing.apiKey.id }).then(() => null))}
        />
      ) : null}
      {doing?.what === 'shown' ? <ShownKeyDialog value={doing.value} onClose={close} /> : null}
    </Page>
  );
}

const tones: Record<KeyState, Tone | 'neutral'> = {
  good: 'success',
  soon: 'warning',
  replaced: 'info',
  expired: 'neutral',
  revoked: 'neutral',
};

function Keys({ items, onOpen }: { items: readonly ApiKeyView[]; onOpen: (doing: Doing) => void }) {
  const t = useT();
  const format = useFormat();
  const now = useNow();
  const isOver = (apiKey: ApiKeyView) => ['expired', 'revoked'].includes(stateOf(apiKey, now));
  return (
    <Table
      label={t('api_keys.title')}
      items={items}
      rowId={({ id }) => id}
      columns={[
        { id: 'label', header: t('api_keys.label'), cell: ({ label }) => label },
        {
          id: 'scopes',
          header: t('api_keys.scopes'),
          cell: ({ scopes }) => scopes.map(scope => <div key={scope}>{t(`api_keys.scope.${scope}`)}</div>),
        },
        {
          id: 'expires',
          header: t('api_keys.expires'),
          cell: ({ expiresAt }) => <Moment>{format.date(expiresAt)}</Moment>,
        },
        {
          id: 'used',
          header: t('api_keys.used'),
          cell: ({ lastUsedAt }) => (
            <Moment>{lastUsedAt === null ? t('api_keys.used.never') : format.dateTime(lastUsedAt)}</Moment>
          ),
        },
        {
          id: 'state',
          header: t('api_keys.state'),
          cell: apiKey => {
            const state = stateOf(apiKey, now);
            return <Badge tone={tones[state]}>{t(`api_keys.state.${state}`)}</Badge>;
          },
        },
        {
          id: 'do',
          header: '',
          cell: apiKey =>
            isOver(apiKey) ? null : (
              <Row>
                {apiKey.successorId === null ? (
                  <Button size="s" onPress={() => onOpen({ what: 'replace', apiKey })}>
                    {t('api_keys.replace')}
                  </Button>
                ) : null}
                <Button size="s" variant="quiet" onPress={() => onOpen({ what: 'revoke', apiKey })}>
                  {t('api_keys.revoke')}
                </Button>
              </Row>
            ),
        },
      ]}
      empty={
        <EmptyState icon={<KeyIcon />} title={t('api_keys.none')}>
          {t('api_keys.none.hint')}
        </EmptyState>
      }
    />
  );
}
