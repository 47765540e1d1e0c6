import {
  newOrganisation,
  organisationName,
  type NewOrganisation,
  type OrganisationView,
} from '@visavis/protocol';
import { Banner, Button, Dialog, FileDrop, RadioGroup, Select, Stack, Text, TextField } from '@visavis/ui';
import { useState } from 'react';
import { useT } from '../../language/index.ts';
import { FailureBanner, type Failure } from '../administration/act.tsx';
import { readRootFile, type RootFile } from './root-file.ts';

export type New = NewOrganisation | { kind: 'reseller'; name: string };

type Props = {
  /** Whom it may be given to; null: one's own, without a choice. */
  resellers: readonly OrganisationView[] | null;
  failure: Failure | null;
  onClose: () => void;
  onCreate: (made: New) => void;
};

type Kind = New['kind'];

function readNew(kind: Kind, name: string, resellerId: string, file: RootFile | null): New | undefined {
  if (kind === 'reseller') {
    const named = organisationName.safeParse(name);
    return named.success ? { kind, name: named.data } : undefined;
  }
  const root = file?.is === 'public' ? { id: file.root.tenant, rootKey: file.root.publicKey } : {};
  const made = { kind, name, resellerId: resellerId || null, ...(kind === 'tenant' ? root : {}) };
  return newOrganisation.safeParse(made).data;
}

export function NewOrganisationDialog({ resellers, failure, onClose, onCreate }: Props) {
  const t = useT();
  const [kind, setKind] = useState<Kind>('tenant');
  const [name, setName] = useState('');
  const [resellerId, setReseller] = useState('');
  const [file, setFile] = useState<RootFile | null>(null);
  const made = readNew(kind, name, resellerId, file);
  const kinds: readonly Kind[] =
    resellers === null ? ['tenant', 'ident_centre'] : ['tenant', 'ident_centre', 'reseller'];
  return (
    <Dialog
      title={t('organisations.new')}
      isOpen
      onClose={onClose}
      actions={
        <Button
          variant="primary"
          isDisabled={made === undefined}
          onPress={() => (made ? onCreate(made) : undefined)}
        >
          {t('organisations.create')}
        </Button>
      }
    >
      <Stack gap="m">
        <RadioGroup
          label={t('organisations.kind')}
          orientation="horizontal"
          options={kinds.map(value => ({ value, label: t(`administration.kind.${value}`) }))}
          value={kind}
          onChange={setKind}
        />
        <TextField label={t('organisations.name')} maxLength={200} value={name} onChange={setName} />
        {resellers && resellers.length > 0 && kind !== 'reseller' ? (
          <Select
            label={t('organisations.reseller')}
            options={[
              { value: '', label: t('organisations.reseller.none') },
              ...resellers.map(reseller => ({ value: reseller.id, label: reseller.name })),
            ]}
            value={resellerId}
            onChange={setReseller}
          />
        ) : null}
        {kind === 'tenant' ? <RootPart file={file} onFile={setFile} /> : null}
        <FailureBanner failure={failure} />
      </Stack>
    </Dialog>
  );
}

function RootPart({ file, onFile }: { file: RootFile | null; onFile: (file: RootFile) => void }) {
  const t = useT();
  const [fileName, setFileName] = useState<string>();
  const take = (chosen: File) => {
    setFileName(chosen.name);
    void readRootFile(chosen).then(onFile);
  };
  return (
    <Stack gap="s">
      <FileDrop
        label={t('organisations.root')}
        hint={t('organisations.root.hint')}
        accept={['.json', 'application/json']}
        onFile={take}
        {...(fileName === undefined ? {} : { fileName })}
      />
      {file?.is === 'public' ? (
        <Stack gap="xs">
          <Text size="s" tone="muted">
            {t('organisations.fingerprint')}
          </Text>
          <code>{file.root.fingerprint}</code>
          <Text size="s" tone="muted">
            {t('organisations.fingerprint.hint')}
          </Text>
        </Stack>
      ) : null}
      {file?.is === 'secret' ? <Banner tone="danger">{t('organisations.root.secret')}</Banner> : null}
      {file?.is === 'wrong' ? <Banner tone="danger">{t('organisations.root.wrong')}</Banner> : null}
    </Stack>
  );
}
