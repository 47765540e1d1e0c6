import type { OrganisationView, PublicJwk } from '@visavis/protocol';
import { Banner, FileDrop, Stack, Text } from '@visavis/ui';
import { useState } from 'react';
import { useT } from '../../language/index.ts';
import { ActDialog, type Acting } from '../../shell/act-dialog.tsx';
import { readRootFile, type RootFile } from './root-file.ts';

type Props = Acting & { organisation: OrganisationView; onEnter: (rootKey: PublicJwk) => void };

/** Takes the public part of a company's root; whoever enters it compares its fingerprint first. */
export function RootDialog({ organisation, onEnter, ...acting }: Props) {
  const t = useT();
  const [fileName, setFileName] = useState<string>();
  const [file, setFile] = useState<RootFile | null>(null);
  const take = (chosen: File) => {
    setFileName(chosen.name);
    void readRootFile(chosen, organisation.id).then(setFile);
  };
  return (
    <ActDialog
      {...acting}
      title={t('organisations.root.title', { name: organisation.name })}
      size="l"
      act={t('organisations.root.enter')}
      isReady={file?.is === 'public'}
      onAct={() => (file?.is === 'public' ? onEnter(file.rootKey) : undefined)}
      said={{ conflict: t('organisations.root.there') }}
    >
      <Text>{t('organisations.root.lead')}</Text>
      <FileDrop
        label={t('organisations.root')}
        hint={t('organisations.root.hint')}
        accept={['.json', 'application/json']}
        onFile={take}
        {...(fileName === undefined ? {} : { fileName })}
      />
      {file?.is === 'public' ? <Fingerprint value={file.fingerprint} /> : null}
      {file && file.is !== 'public' ? (
        <Banner tone="danger">{t(`organisations.root.${file.is}`)}</Banner>
      ) : null}
    </ActDialog>
  );
}

export function Fingerprint({ value }: { value: string }) {
  const t = useT();
  return (
    <Stack gap="xs">
      <Text size="s" tone="muted">
        {t('organisations.fingerprint')}
      </Text>
      <code>{value}</code>
      <Text size="s" tone="muted">
        {t('organisations.fingerprint.hint')}
      </Text>
    </Stack>
  );
}
