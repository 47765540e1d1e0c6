import type { ContractView } from '@visavis/protocol';
import { Banner, Button, Dialog, FileDrop, Spinner, Stack, Text } from '@visavis/ui';
import { useState } from 'react';
import { useT } from '../../language/index.ts';
import { readKeyFile } from '../keys/key-file.ts';
import { openTestObject, type TestFault } from './test-object.ts';

type Props = {
  contract: ContractView;
  tenantId: string;
  onLive: (contract: ContractView) => void;
  onClose: () => void;
};
type Progress =
  { step: 'asking' } | { step: 'opening' } | { step: 'live' } | { step: 'failed'; fault: TestFault };

/** Proves that the key file opens what is sealed for this contract; only then it goes live. */
export function TestDialog({ contract, tenantId, onLive, onClose }: Props) {
  const t = useT();
  const [fileName, setFileName] = useState<string>();
  const [progress, setProgress] = useState<Progress>({ step: 'asking' });
  const take = async (file: File) => {
    setFileName(file.name);
    setProgress({ step: 'opening' });
    const result = await openTestObject(contract.id, tenantId, await readKeyFile(file));
    if (result.ok) onLive(result.contract);
    setProgress(result.ok ? { step: 'live' } : { step: 'failed', fault: result.fault });
  };
  const isLive = progress.step === 'live';
  return (
    <Dialog
      title={t('contracts.test.title', { name: contract.name })}
      isOpen
      onClose={onClose}
      actions={
        <Button variant={isLive ? 'primary' : 'quiet'} onPress={onClose}>
          {isLive ? t('contracts.test.close') : t('action.cancel')}
        </Button>
      }
    >
      <Stack gap="m">
        {isLive ? (
          <Banner tone="success" title={t('contracts.test.live')}>
            {t('contracts.test.live.hint')}
          </Banner>
        ) : (
          <>
            <Text>{t('contracts.test.lead')}</Text>
            <FileDrop
              label={t('contracts.test.file')}
              hint={t('contracts.test.file.hint')}
              accept={['.json', 'application/json']}
              onFile={file => void take(file)}
              {...(fileName === undefined ? {} : { fileName })}
            />
          </>
        )}
        {progress.step === 'opening' ? <Spinner label={t('contracts.test.opening')} /> : null}
        {progress.step === 'failed' ? (
          <Banner tone="danger" title={t('contracts.test.failed')}>
            {t(`contracts.test.failed.${progress.fault}`)}
          </Banner>
        ) : null}
      </Stack>
    </Dialog>
  );
}
