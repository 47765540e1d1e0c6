import type { UserView } from '@visavis/protocol';
import { Button, PlusIcon, Row, Select, Stack, Text } from '@visavis/ui';
import { useState } from 'react';
import { callApi } from '../../api/client.ts';
import { LoadedPart } from '../../api/loaded.tsx';
import { loadResource, type Resource } from '../../api/resource.ts';
import { useT } from '../../language/index.ts';
import { Page, useConsole } from '../../shell/page.tsx';
import { useAct } from '../administration/act.tsx';
import { loadAccounts, type Accounts, type Place } from './data.ts';
import { DisableDialog, RolesDialog } from './dialogs.tsx';
import { InviteDialog } from './invite-dialog.tsx';
import { LinkDialog } from './link-dialog.tsx';
import { ResetDialog } from './reset-dialog.tsx';
import { UserDialog, type UserAct } from './user-dialog.tsx';
import { UserTable } from './user-table.tsx';

type Shown =
  | { what: 'invite' }
  | { what: 'user' | 'roles' | 'reset' | 'disable'; user: UserView }
  | { what: 'link'; name: string; link: string }
  | null;

export function UsersPage() {
  const { session } = useConsole();
  const [accounts] = useState(() => loadResource(() => loadAccounts(session)));
  return <UsersView accounts={accounts} />;
}

export function UsersView({ accounts }: { accounts: Resource<Accounts> }) {
  const t = useT();
  const { session } = useConsole();
  const [shown, setShown] = useState<Shown>(null);
  const [placeId, setPlace] = useState<string>('');
  const open = (next: Shown) => setShown(next);
  const isOwn = session.organisation.kind === 'tenant' || session.organisation.kind === 'ident_centre';
  return (
    <Page title={t('users.title')} state="users">
      <Stack gap="m">
        <Row justify="between" align="start">
          <Text>{t('users.lead')}</Text>
          <Button variant="primary" icon={<PlusIcon />} onPress={() => open({ what: 'invite' })}>
            {t('users.invite')}
          </Button>
        </Row>
        {session.organisation.kind === 'ident_centre' ? (
          <Text size="s" tone="muted">
            {t('users.own_id')}: <code>{session.organisation.id}</code>
          </Text>
        ) : null}
        <LoadedPart resource={accounts}>
          {({ users, places }) => (
            <>
              {isOwn ? null : <PlaceFilter places={places} placeId={placeId} onChange={setPlace} />}
              <UserTable
                users={users.filter(user => placeId === '' || user.organisation.id === placeId)}
                ownId={session.user.id}
                hasOrganisation={!isOwn}
                onOpen={user => open({ what: 'user', user })}
              />
              <Dialogs shown={shown} places={places} onShow={open} onChanged={() => void accounts.reload()} />
            </>
          )}
        </LoadedPart>
      </Stack>
    </Page>
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

type DialogsProps = {
  shown: Shown;
  places: readonly Place[];
  onShow: (shown: Shown) => void;
  onChanged: () => void;
};

function Dialogs({ shown, places, onShow, onChanged }: DialogsProps) {
  const { session } = useConsole();
  const { run, failure, forget } = useAct();
  const show = (next: Shown) => {
    forget();
    onShow(next);
  };
  const close = () => show(null);
  const act = (work: () => Promise<Shown>) =>
    run(async () => {
      const next = await work();
      onShow(next);
      onChanged();
    });
  const linked = async (name: string, made: Promise<{ link: string }>): Promise<Shown> => ({
    what: 'link',
    name,
    link: (await made).link,
  });
  if (shown === null) return null;
  if (shown.what === 'link') return <LinkDialog {...shown} onClose={close} />;
  if (shown.what === 'invite')
    return (
      <InviteDialog
        places={places}
        failure={failure}
        onClose={close}
        onInvite={body => act(() => linked(body.name, callApi('inviteUser', { body })))}
      />
    );
  const { user } = shown;
  const { id, name } = user;
  const done = (work: Promise<undefined>) => act(() => work.then(() => null));
  const reset = (body: { password: boolean; totp: boolean }) =>
    act(() => linked(name, callApi('resetUser', { id, body })));
  const acts: Record<UserAct, () => void> = {
    roles: () => show({ what: 'roles', user }),
    reset: () => show({ what: 'reset', user }),
    link: () => reset({ password: true, totp: true }),
    unlock: () => done(callApi('unlockUser', { id })),
    disable: () => show({ what: 'disable', user }),
    enable: () => done(callApi('enableUser', { id })),
  };
  const props = { user, failure, onClose: close };
  switch (shown.what) {
    case 'user':
      return <UserDialog {...props} isOwn={id === session.user.id} onAct={what => acts[what]()} />;
    case 'roles':
      return (
        <RolesDialog {...props} onSave={roles => done(callApi('changeUserRoles', { id, body: { roles } }))} />
      );
    case 'reset':
      return <ResetDialog {...props} onReset={reset} />;
    case 'disable':
      return <DisableDialog {...props} onDisable={() => done(callApi('disableUser', { id }))} />;
  }
}
