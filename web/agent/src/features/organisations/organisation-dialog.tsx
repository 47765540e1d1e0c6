import type { OrganisationView } from '@visavis/protocol';
import { Banner, Button, Dialog, KeyValueList, Stack, Text, useFormat } from '@visavis/ui';
import { useT } from '../../language/index.ts';
import { Fingerprint } from './root-dialog.tsx';

type Props = {
  organisation: OrganisationView;
  onClose: () => void;
  onRename: () => void;
  onRoot: () => void;
};

export function OrganisationDialog({ organisation, onClose, onRename, onRoot }: Props) {
  const t = useT();
  const format = useFormat();
  const { id, kind, name, rootFingerprint, users, createdAt } = organisation;
  const isRootMissing = kind === 'tenant' && rootFingerprint === null;
  return (
    <Dialog
      title={name}
      isOpen
      size="l"
      onClose={onClose}
      actions={
        <>
          {isRootMissing ? (
            <Button variant="primary" onPress={onRoot}>
              {t('organisations.root.enter')}
            </Button>
          ) : null}
          <Button onPress={onRename}>{t('organisations.rename')}</Button>
        </>
      }
    >
      <Stack gap="m">
        <KeyValueList
          items={[
            { key: 'kind', label: t('organisations.kind'), value: t(`administration.kind.${kind}`) },
            { key: 'users', label: t('organisations.users'), value: String(users) },
            { key: 'created', label: t('organisations.created'), value: format.date(createdAt) },
            { key: 'id', label: t('administration.id'), value: id, isCode: true },
          ]}
        />
        {rootFingerprint === null ? null : <Fingerprint value={rootFingerprint} />}
        {isRootMissing ? (
          <Banner tone="warning" title={t('organisations.root.missing')}>
            <Stack gap="s">
              <Text>{t('organisations.root.missing.hint')}</Text>
              <code>npm run -s keys -- root --tenant {id} --out root-key.json &gt; root-public.json</code>
            </Stack>
          </Banner>
        ) : null}
      </Stack>
    </Dialog>
  );
}
