import type { UserView } from '@visavis/protocol';
import { Badge, Banner, Button, Dialog, KeyValueList, Stack, useFormat } from '@visavis/ui';
import { useT } from '../../language/index.ts';
import type { Acting } from '../../shell/act-dialog.tsx';
import { FailureBanner } from '../../shell/failure.tsx';
import { needsLink, stateTones } from './data.ts';

export type UserAct = 'roles' | 'reset' | 'link' | 'unlock' | 'disable' | 'enable';

type Props = Acting & {
  user: UserView;
  isOwn: boolean;
  onAct: (act: UserAct) => void;
};

/** What may be done to an account, the likeliest first. */
function actsOn(user: UserView): UserAct[] {
  if (user.state === 'disabled') return ['enable', 'roles'];
  const access: UserAct = needsLink(user) ? 'link' : 'reset';
  return [...(user.state === 'locked' ? ['unlock' as const] : []), access, 'roles', 'disable'];
}

export function UserDialog({ user, isOwn, isPending, failure, onClose, onAct }: Props) {
  const t = useT();
  const format = useFormat();
  const labels: Record<UserAct, string> = {
    roles: t('users.roles.change'),
    reset: t('users.reset'),
    link: t('users.new_link'),
    unlock: t('users.unlock'),
    disable: t('users.disable'),
    enable: t('users.enable'),
  };
  const { lastSignInAt } = user;
  return (
    <Dialog
      title={user.name}
      isOpen
      size="l"
      onClose={onClose}
      actions={
        isOwn ? (
          <Button onPress={onClose}>{t('administration.close')}</Button>
        ) : (
          actsOn(user).map((act, index) => (
            <Button
              key={act}
              variant={index === 0 ? 'primary' : 'secondary'}
              isDisabled={isPending}
              onPress={() => onAct(act)}
            >
              {labels[act]}
            </Button>
          ))
        )
      }
    >
      <Stack gap="m">
        <KeyValueList
          items={[
            { key: 'email', label: t('users.email'), value: user.email },
            { key: 'organisation', label: t('users.organisation'), value: user.organisation.name },
            {
              key: 'roles',
              label: t('users.roles'),
              value: user.roles.map(role => t(`role.${role}`)).join(', '),
            },
            {
              key: 'state',
              label: t('users.state'),
              value: <Badge tone={stateTones[user.state]}>{t(`users.state.${user.state}`)}</Badge>,
            },
            {
              key: 'last',
              label: t('users.last_sign_in'),
              value: lastSignInAt === null ? t('users.never') : format.dateTime(lastSignInAt),
            },
            { key: 'id', label: t('administration.id'), value: user.id, isCode: true },
          ]}
        />
        {isOwn ? <Banner tone="info">{t('users.own')}</Banner> : null}
        {user.state === 'locked' ? <Banner tone="warning">{t('users.locked.hint')}</Banner> : null}
        <FailureBanner failure={failure} said={{ wrong_state: t('users.disabled') }} />
      </Stack>
    </Dialog>
  );
}
