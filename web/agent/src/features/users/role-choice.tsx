import { rolesOfKind, type OrganisationKind, type Role } from '@visavis/protocol';
import { Checkbox, Stack, Text } from '@visavis/ui';
import { useT } from '../../language/index.ts';

type Props = { kind: OrganisationKind; roles: readonly Role[]; onChange: (roles: Role[]) => void };

/** The roles that there are in an organisation of this kind. */
export function RoleChoice({ kind, roles, onChange }: Props) {
  const t = useT();
  const possible: readonly Role[] = rolesOfKind[kind];
  return (
    <Stack gap="xs">
      <Text size="s" weight="bold">
        {t('users.roles')}
      </Text>
      {possible.map(role => (
        <Checkbox
          key={role}
          isSelected={roles.includes(role)}
          onChange={isOn => onChange(possible.filter(each => (each === role ? isOn : roles.includes(each))))}
        >
          {t(`role.${role}`)}
        </Checkbox>
      ))}
    </Stack>
  );
}
