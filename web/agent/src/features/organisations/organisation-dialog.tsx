import type { OrganisationView } from '@visavis/protocol';
import { Button, Dialog, KeyValueList, Stack, Text, useFormat, type KeyValue } from '@visavis/ui';
import { useT } from '../../language/index.ts';

type Props = { organisation: OrganisationView; onClose: () => void; onRename: () => void };

export function OrganisationDialog({ organisation, onClose, onRename }: Props) {
  const t = useT();
  const format = useFormat();
  const { id, kind, name, rootFingerprint, users, createdAt } = organisation;
  const root: KeyValue[] =
    rootFingerprint === null
      ? []
      : [
          {
            key: 'root',
            label: t('organisations.fingerprint'),
            value: rootFingerprint,
            isCode: true,
          },
        ];
  return (
    <Dialog
      title={name}
      isOpen
      size="l"
      onClose={onClose}
      actions={<Button onPress={onRename}>{t('organisations.rename')}</Button>}
    >
      <Stack gap="m">
        <KeyValueList
          items={[
            { key: 'kind', label: t('organisations.kind'), value: t(`administration.kind.${kind}`) },
            { key: 'users', label: t('organisations.users'), value: String(users) },
            { key: 'created', label: t('organisations.created'), value: format.date(createdAt) },
            { key: 'id', label: t('administration.id'), value: id, isCode: true },
            ...root,
          ]}
        />
        {rootFingerprint === null ? null : (
          <Text size="s" tone="muted">
            {t('organisations.fingerprint.hint')}
          </Text>
        )}
      </Stack>
    </Dialog>
  );
}
