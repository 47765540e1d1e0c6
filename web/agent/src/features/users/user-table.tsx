import type { UserView } from '@visavis/protocol';
import { Badge, Stack, Text, useFormat } from '@visavis/ui';
import { useT } from '../../language/index.ts';
import { List } from '../../shell/list-page.tsx';
import { Moment } from '../identifications/labels.tsx';
import { stateTones } from './data.ts';

type Props = {
  users: readonly UserView[];
  ownId: string;
  hasOrganisation: boolean;
  onOpen: (user: UserView) => void;
};

export function UserTable({ users, ownId, hasOrganisation, onOpen }: Props) {
  const t = useT();
  const format = useFormat();
  const organisation = {
    id: 'organisation',
    header: t('users.organisation'),
    cell: (user: UserView) => user.organisation.name,
  };
  return (
    <List
      id="users"
      items={users}
      rowId={({ id }) => id}
      onOpen={onOpen}
      columns={[
        {
          id: 'name',
          header: t('users.name'),
          cell: ({ id, name, email }) => (
            <Stack gap="xs">
              <span>
                {name} {id === ownId ? <Badge tone="accent">{t('users.you')}</Badge> : null}
              </span>
              <Text as="span" size="s" tone="muted">
                {email}
              </Text>
            </Stack>
          ),
        },
        ...(hasOrganisation ? [organisation] : []),
        {
          id: 'roles',
          header: t('users.roles'),
          cell: ({ roles }) => roles.map(role => t(`role.${role}`)).join(', '),
        },
        {
          id: 'state',
          header: t('users.state'),
          cell: ({ state }) => <Badge tone={stateTones[state]}>{t(`users.state.${state}`)}</Badge>,
        },
        {
          id: 'last',
          header: t('users.last_sign_in'),
          cell: ({ lastSignInAt }) => (
            <Moment>{lastSignInAt === null ? t('users.never') : format.dateTime(lastSignInAt)}</Moment>
          ),
        },
      ]}
    />
  );
}
