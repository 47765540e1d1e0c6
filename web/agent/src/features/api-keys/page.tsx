import type { ApiKeyView } from '@visavis/protocol';
import { Badge, Button, useFormat, useNow, type Tone } from '@visavis/ui';
import { useState } from 'react';
import { callApi } from '../../api/client.ts';
import { loadResource, type Resource } from '../../api/resource.ts';
import { useT } from '../../language/index.ts';
import { List, ListPage } from '../../shell/list-page.tsx';
import { useDialogs } from '../../shell/use-dialogs.ts';
import { Moment } from '../identifications/labels.tsx';
import { stateOf, type KeyState } from './data.ts';
import { NewKeyDialog, ReplaceDialog, RevokeDialog, ShownKeyDialog } from './dialogs.tsx';

type Shown =
  { what: 'new' } | { what: 'replace' | 'revoke'; apiKey: ApiKeyView } | { what: 'shown'; value: string };

export function ApiKeysPage() {
  const [keys] = useState(() => loadResource(async () => (await callApi('listApiKeys', {})).items));
  return <ApiKeysView keys={keys} />;
}

const shownOnce = ({ key }: { key: string }): Shown => ({ what: 'shown', value: key });

export function ApiKeysView({ keys }: { keys: Resource<ApiKeyView[]> }) {
  const t = useT();
  const { shown, show, act, acting } = useDialogs<Shown>(keys);
  return (
    <>
      <ListPage
        id="api_keys"
        resource={keys}
        add={{ label: t('api_keys.new'), onPress: () => show({ what: 'new' }) }}
      >
        {items => <Keys items={items} onOpen={show} />}
      </ListPage>
      {shown?.what === 'new' ? (
        <NewKeyDialog {...acting} onMake={body => act(() => callApi('createApiKey', { body }), shownOnce)} />
      ) : null}
      {shown?.what === 'replace' ? (
        <ReplaceDialog
          {...acting}
          apiKey={shown.apiKey}
          onMake={body => act(() => callApi('rotateApiKey', { id: shown.apiKey.id, body }), shownOnce)}
        />
      ) : null}
      {shown?.what === 'revoke' ? (
        <RevokeDialog
          {...acting}
          apiKey={shown.apiKey}
          onRevoke={() => act(() => callApi('revokeApiKey', { id: shown.apiKey.id }))}
        />
      ) : null}
      {shown?.what === 'shown' ? <ShownKeyDialog value={shown.value} onClose={acting.onClose} /> : null}
    </>
  );
}

const tones: Record<KeyState, Tone | 'neutral'> = {
  good: 'success',
  soon: 'warning',
  replaced: 'info',
  expired: 'neutral',
  revoked: 'neutral',
};

function Keys({ items, onOpen }: { items: readonly ApiKeyView[]; onOpen: (shown: Shown) => void }) {
  const t = useT();
  const format = useFormat();
  const now = useNow();
  const isOver = (apiKey: ApiKeyView) => ['expired', 'revoked'].includes(stateOf(apiKey, now));
  return (
    <List
      id="api_keys"
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
      ]}
      acts={apiKey =>
        isOver(apiKey) ? null : (
          <>
            {apiKey.successorId === null ? (
              <Button size="s" onPress={() => onOpen({ what: 'replace', apiKey })}>
                {t('api_keys.replace')}
              </Button>
            ) : null}
            <Button size="s" variant="quiet" onPress={() => onOpen({ what: 'revoke', apiKey })}>
              {t('api_keys.revoke')}
            </Button>
          </>
        )
      }
    />
  );
}
