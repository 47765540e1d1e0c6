import { organisationName, type OrganisationView } from '@visavis/protocol';
import { TextField } from '@visavis/ui';
import { useState } from 'react';
import { useT } from '../../language/index.ts';
import { ActDialog, type Acting } from '../../shell/act-dialog.tsx';

type Props = Acting & { organisation: OrganisationView; onRename: (name: string) => void };

export function RenameDialog({ organisation, onRename, ...acting }: Props) {
  const t = useT();
  const [name, setName] = useState(organisation.name);
  return (
    <ActDialog
      {...acting}
      title={t('organisations.rename.title', { name: organisation.name })}
      act={t('organisations.rename.save')}
      isReady={organisationName.safeParse(name).success && name !== organisation.name}
      onAct={() => onRename(name)}
    >
      <TextField label={t('organisations.name')} maxLength={200} value={name} onChange={setName} />
    </ActDialog>
  );
}
