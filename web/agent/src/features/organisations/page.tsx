import type { OrganisationView } from '@visavis/protocol';
import { Badge, Button, EmptyState, PlusIcon, Row, Stack, Table, Text, UsersIcon } from '@visavis/ui';
import { useState } from 'react';
import { callApi } from '../../api/client.ts';
import { LoadedPart } from '../../api/loaded.tsx';
import { loadResource, type Resource } from '../../api/resource.ts';
import { useT } from '../../language/index.ts';
import { Page, useConsole } from '../../shell/page.tsx';
import { mayDo } from '../../shell/routes.tsx';
import { useAct } from '../administration/act.tsx';
import { NewOrganisationDialog, type New } from './new-dialog.tsx';
import { OrganisationDialog } from './organisation-dialog.tsx';
import { RenameDialog } from './rename-dialog.tsx';
import { RootDialog } from './root-dialog.tsx';

type Shown = { what: 'new' } | { what: 'one' | 'rename' | 'root'; organisation: OrganisationView } | null;

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
  const [shown, setShown] = useState<Shown>(null);
  const { run, failure, forget } = useAct();
  const show = (next: Shown) => {
    forget();
    setShown(next);
  };
  const close = () => show(null);
  const act = (work: () => Promise<unknown>) =>
    run(async () => {
      await work();
      setShown(null);
      void organisations.reload();
    });
  const isOperator = mayDo(session, 'manage_resellers');
  return (
    <Page title={t('organisations.title')} state="organisations">
      <Stack gap="m">
        <Row justify="between" align="start">
          <Text>{t('organisations.lead')}</Text>
          <Button variant="primary" icon={<PlusIcon />} onPress={() => show({ what: 'new' })}>
            {t('organisations.new')}
          </Button>
        </Row>
        <LoadedPart resource={organisations}>
          {items => (
            <>
              <Organisations
                items={items}
                isOperator={isOperator}
                onOpen={organisation => show({ what: 'one', organisation })}
              />
              {shown?.what === 'new' ? (
                <NewOrganisationDialog
                  resellers={isOperator ? items.filter(({ kind }) => kind === 'reseller') : null}
                  failure={failure}
                  onClose={close}
                  onCreate={made => act(() => create(made))}
                />
              ) : null}
            </>
          )}
        </LoadedPart>
      </Stack>
      {shown?.what === 'one' ? (
        <OrganisationDialog
          organisation={shown.organisation}
          onClose={close}
          onRename={() => show({ ...shown, what: 'rename' })}
          onRoot={() => show({ ...shown, what: 'root' })}
        />
      ) : null}
      {shown?.what === 'root' ? (
        <RootDialog
          organisation={shown.organisation}
          failure={failure}
          onClose={close}
          onEnter={rootKey =>
            act(() => callApi('setTenantRoot', { id: shown.organisation.id, body: { rootKey } }))
          }
        />
      ) : null}
      {shown?.what === 'rename' ? (
        <RenameDialog
          organisation={shown.organisation}
          failure={failure}
          onClose={close}
          onRename={name =>
            act(() => callApi('renameOrganisation', { id: shown.organisation.id, body: { name } }))
          }
        />
      ) : null}
    </Page>
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
    <Table
      label={t('organisations.title')}
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
      empty={
        <EmptyState icon={<UsersIcon />} title={t('organisations.none')}>
          {t('organisations.none.hint')}
        </EmptyState>
      }
    />
  );
}
