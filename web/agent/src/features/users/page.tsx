import type { UserView } from '@visavis/protocol';
import { Select, Text } from '@visavis/ui';
import { useState } from 'react';
import { callApi } from '../../api/client.ts';
import { loadResource, type Resource } from '../../api/resource.ts';
import { useT } from '../../language/index.ts';
import { ListPage } from '../../shell/list-page.tsx';
import { useConsole } from '../../shell/page.tsx';
import { useDialogs } from '../../shell/use-dialogs.ts';
import { loadAccounts, type Accounts, type Place } from './data.ts';
import { DisableDialog, LinkDialog, ResetDialog, RolesDialog } from './dialogs.tsx';
import { InviteDialog } from './invite-dialog.tsx';
import { UserDialog, type UserAct } from './user-dialog.tsx';
import { UserTable } from './user-table.tsx';

type Shown =
  | { what: 'invite' }
  | { what: 'user' | 'roles' | 'reset' | 'disable'; user: UserView }
  | { what: 'link'; name: string; link: string };

export function UsersPage() {
  const { session } = useConsole();
  const [accounts] = useState(() => loadResource(() => loadAccounts(session)));
  return <UsersView accounts={accounts} />;
}

export function UsersView({ accounts }: { accounts: Resource<Accounts> }) {
  const t = useT();
  const { organisation, user: own } = useConsole().session;
  const dialogs = useDialogs<Shown>(accounts);
  const [placeId, setPlace] = useState<string>('');
  const isOwn = organisation.kind === 'tenant' || organisation.kind === 'ident_centre';
  const { show } = dialogs;
  return (
    <ListPage
      id="users"
      resource={accounts}
      add={{ label: t('users.invite'), onPress: () => show({ what: 'invite' }) }}
    >
      {({ users, places }) => (
        <>
          {organisation.kind === 'ident_centre' ? (
            <Text size="s" tone="muted">
              {t('users.own_id')}: <code>{organisation.id}</code>
            </Text>
          ) : null}
          {isOwn ? null : <PlaceFilter places={places} placeId={placeId} onChange={setPlace} />}
          <UserTable
            users={users.filter(user => placeId === '' || user.organisation.id === placeId)}
            ownId={own.id}
            hasOrganisation={!isOwn}
            onOpen={user => show({ what: 'user', user })}
          />
          <Dialogs {...dialogs} places={places} />
        </>
      )}
    </ListPage>
  );
}

type FilterProps = { places: readonly Place[]; placeId: string; onChange: (id: string) => void };

function PlaceFilter({ places, placeId, onChange }: FilterProps) {
  const t = useT();
  return (
    <Select
      label={t('users.organisation')}
      options={[
        { value: '', label: t('users.organisation.all') },
        ...places.map(({ id, kind, name }) => ({
          value: id,
          label: name,
          hint: t(`administration.kind.${kind}`),
        })),
      ]}
      value={placeId}
      onChange={onChange}
    />
  );
}

type DialogsProps = ReturnType<typeof useDialogs<Shown>> & { places: readonly Place[] };

function Dialogs({ shown, show, act, acting, places }: DialogsProps) {
  const { session } = useConsole();
  if (shown === null) return null;
  if (shown.what === 'link') return <LinkDialog {...shown} onClose={acting.onClose} />;
  const linkFor =
    (name: string) =>
    ({ link }: { link: string }): Shown => ({ what: 'link', name, link });
  if (shown.what === 'invite')
    return (
      <InviteDialog
        {...acting}
        places={places}
        onInvite={body => act(() => callApi('inviteUser', { body }), linkFor(body.name))}
      />
    );
  const { user } = shown;
  const { id, name } = user;
  const reset = (body: { password: boolean; totp: boolean }) =>
    act(() => callApi('resetUser', { id, body }), linkFor(name));
  const acts: Record<UserAct, () => void> = {
    roles: () => show({ what: 'roles', user }),
    reset: () => show({ what: 'reset', user }),
    link: () => reset({ password: true, totp: true }),
    unlock: () => act(() => callApi('unlockUser', { id })),
    disable: () => show({ what: 'disable', user }),
    enable: () => act(() => callApi('enableUser', { id })),
  };
  const props = { ...acting, user };
  switch (shown.what) {
    case 'user':
      return <UserDialog {...props} isOwn={id === session.user.id} onAct={what => acts[what]()} />;
    case 'roles':
      return (
        <RolesDialog
          {...props}
          onSave={roles => act(() => callApi('changeUserRoles', { id, body: { roles } }))}
        />
      );
    case 'reset':
      return <ResetDialog {...props} onReset={reset} />;
    case 'disable':
      return <DisableDialog {...props} onDisable={() => act(() => callApi('disableUser', { id }))} />;
  }
}
