import type { OrganisationView, PublicJwk } from '@visavis/protocol';
import { Banner, Button, Dialog, FileDrop, Stack, Text } from '@visavis/ui';
import { useState } from 'react';
import { useT } from '../../language/index.ts';
import { FailureBanner, type Failure } from '../administration/act.tsx';
import { readRootFile, type RootFile } from './root-file.ts';

type Props = {
  organisation: OrganisationView;
  failure: Failure | null;
  onClose: () => void;
  onEnter: (rootKey: PublicJwk) => void;
};

/** Takes the public part of a company's root; whoever enters it compares its fingerprint first. */
export function RootDialog({ organisation, failure, onClose, onEnter }: Props) {
  const t = useT();
  const [fileName, setFileName] = useState<string>();
  const [file, setFile] = useState<RootFile | null>(null);
  const take = (chosen: File) => {
    setFileName(chosen.name);
    void readRootFile(chosen, organisation.id).then(setFile);
  };
  return (
    <Dialog
      title={t('organisations.root.title', { name: organisation.name })}
      isOpen
      size="l"
      onClose={onClose}
      actions={
        <Button
          variant="primary"
          isDisabled={file?.is !== 'public'}
          onPress={() => (file?.is === 'public' ? onEnter(file.rootKey) : undefined)}
        >
          {t('organisations.root.enter')}
        </Button>
      }
    >
      <Stack gap="m">
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
        <FailureBanner failure={failure} />
      </Stack>
    </Dialog>
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
