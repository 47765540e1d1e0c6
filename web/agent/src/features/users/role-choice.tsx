import { rolesOfKind, type OrganisationKind, type Role } from '@visavis/protocol';
import { CheckboxGroup } from '@visavis/ui';
import { useT } from '../../language/index.ts';

type Props = { kind: OrganisationKind; roles: readonly Role[]; onChange: (roles: Role[]) => void };

/** The roles that there are in an organisation of this kind. */
export function RoleChoice({ kind, roles, onChange }: Props) {
  const t = useT();
  const possible: readonly Role[] = rolesOfKind[kind];
  return (
    <CheckboxGroup
      label={t('users.roles')}
      options={possible.map(value => ({ value, label: t(`role.${value}`) }))}
      value={roles}
      onChange={onChange}
    />
  );
}
