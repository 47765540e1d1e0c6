import type { OrganisationView } from '@visavis/protocol';
import { Badge } from '@visavis/ui';
import { useState } from 'react';
import { callApi } from '../../api/client.ts';
import { loadResource, type Resource } from '../../api/resource.ts';
import { useT } from '../../language/index.ts';
import { List, ListPage } from '../../shell/list-page.tsx';
import { useConsole } from '../../shell/page.tsx';
import { mayDo } from '../../shell/routes.tsx';
import { useDialogs } from '../../shell/use-dialogs.ts';
import { NewOrganisationDialog, type New } from './new-dialog.tsx';
import { OrganisationDialog } from './organisation-dialog.tsx';
import { RenameDialog } from './rename-dialog.tsx';
import { RootDialog } from './root-dialog.tsx';

type Shown = { what: 'new' } | { what: 'one' | 'rename' | 'root'; organisation: OrganisationView };

export function OrganisationsPage() {
  const [organisations] = useState(() =>
    loadResource(async () => (await callApi('listOrganisations', {})).items),
  );
  return <OrganisationsView organisations={organisations} />;
}

const create = (made: New): Promise<{ id: string }> =>
  made.kind === 'reseller'
    ? callApi('createReseller', { body: { name: made.name } })
    : callApi('createOrganisation', { body: made });

export function OrganisationsView({ organisations }: { organisations: Resource<OrganisationView[]> }) {
  const t = useT();
  const { session } = useConsole();
  const { shown, show, act, acting } = useDialogs<Shown>(organisations);
  const isOperator = mayDo(session, 'manage_resellers');
  return (
    <>
      <ListPage
        id="organisations"
        resource={organisations}
        add={{ label: t('organisations.new'), onPress: () => show({ what: 'new' }) }}
      >
        {items => (
          <>
            <Organisations
              items={items}
              isOperator={isOperator}
              onOpen={organisation => show({ what: 'one', organisation })}
            />
            {shown?.what === 'new' ? (
              <NewOrganisationDialog
                {...acting}
                resellers={isOperator ? items.filter(({ kind }) => kind === 'reseller') : null}
                onCreate={made => act(() => create(made))}
              />
            ) : null}
          </>
        )}
      </ListPage>
      {shown?.what === 'one' ? (
        <OrganisationDialog
          organisation={shown.organisation}
          onClose={acting.onClose}
          onRename={() => show({ ...shown, what: 'rename' })}
          onRoot={() => show({ ...shown, what: 'root' })}
        />
      ) : null}
      {shown?.what === 'root' ? (
        <RootDialog
          {...acting}
          organisation={shown.organisation}
          onEnter={rootKey =>
            act(() => callApi('setTenantRoot', { id: shown.organisation.id, body: { rootKey } }))
          }
        />
      ) : null}
      {shown?.what === 'rename' ? (
        <RenameDialog
          {...acting}
          organisation={shown.organisation}
          onRename={name =>
            act(() => callApi('renameOrganisation', { id: shown.organisation.id, body: { name } }))
          }
        />
      ) : null}
    </>
  );
}

type TableProps = {
  items: readonly OrganisationView[];
  isOperator: boolean;
  onOpen: (organisation: OrganisationView) => void;
};

function Organisations({ items, isOperator, onOpen }: TableProps) {
  const t = useT();
  const nameOf = new Map(items.map(({ id, name }) => [id, name]));
  const managed = (id: string | null) =>
    id === null ? t('organisations.reseller.none') : (nameOf.get(id) ?? id);
  return (
    <List
      id="organisations"
      items={items}
      rowId={({ id }) => id}
      onOpen={onOpen}
      columns={[
        { id: 'name', header: t('organisations.name'), cell: ({ name }) => name },
        {
          id: 'kind',
          header: t('organisations.kind'),
          cell: ({ kind, rootFingerprint }) => (
            <>
              {t(`administration.kind.${kind}`)}{' '}
              {kind === 'tenant' && rootFingerprint === null ? (
                <Badge tone="warning">{t('organisations.root.missing')}</Badge>
              ) : null}
            </>
          ),
        },
        ...(isOperator
          ? [
              {
                id: 'reseller',
                header: t('organisations.reseller'),
                cell: ({ resellerId }: OrganisationView) => managed(resellerId),
              },
            ]
          : []),
        { id: 'users', header: t('organisations.users'), cell: ({ users }) => users, isNumeric: true },
      ]}
    />
  );
}
