import { organisationName, type OrganisationView } from '@visavis/protocol';
import { Button, Dialog, Stack, TextField } from '@visavis/ui';
import { useState } from 'react';
import { useT } from '../../language/index.ts';
import { FailureBanner, type Failure } from '../administration/act.tsx';

type Props = {
  organisation: OrganisationView;
  failure: Failure | null;
  onClose: () => void;
  onRename: (name: string) => void;
};

export function RenameDialog({ organisation, failure, onClose, onRename }: Props) {
  const t = useT();
  const [name, setName] = useState(organisation.name);
  const isReady = organisationName.safeParse(name).success && name !== organisation.name;
  return (
    <Dialog
      title={t('organisations.rename.title', { name: organisation.name })}
      isOpen
      onClose={onClose}
      actions={
        <Button variant="primary" isDisabled={!isReady} onPress={() => onRename(name)}>
          {t('organisations.rename.save')}
        </Button>
      }
    >
      <Stack gap="m">
        <TextField label={t('organisations.name')} maxLength={200} value={name} onChange={setName} />
        <FailureBanner failure={failure} />
      </Stack>
    </Dialog>
  );
}
