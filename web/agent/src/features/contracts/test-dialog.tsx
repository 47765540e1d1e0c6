import type { ContractView } from '@visavis/protocol';
import { Banner, Button, Dialog, Spinner, Stack, Text } from '@visavis/ui';
import { useState } from 'react';
import { useT } from '../../language/index.ts';
import { readKeyFile } from '../keys/key-file.ts';
import { KeyFiles } from '../keys/key-files.tsx';
import { openTestObject, type TestFault, type TestResult } from './test-object.ts';

type Props = {
  contract: ContractView;
  tenantId: string;
  onLive: (contract: ContractView) => void;
  onClose: () => void;
};
type Progress =
  | { step: 'asking' }
  | { step: 'opening' }
  | { step: 'live' }
  | { step: 'more'; missing: number }
  | { step: 'failed'; fault: TestFault };

function progressOf(result: TestResult): Progress {
  if (result.ok) return { step: 'live' };
  return result.fault === 'too_few_keys'
    ? { step: 'more', missing: result.missing }
    : { step: 'failed', fault: result.fault };
}

/** Proves that the key file opens what is sealed for this contract; only then it goes live. */
export function TestDialog({ contract, tenantId, onLive, onClose }: Props) {
  const t = useT();
  const [files, setFiles] = useState<readonly File[]>([]);
  const [progress, setProgress] = useState<Progress>({ step: 'asking' });
  const take = async (chosen: readonly File[]) => {
    setFiles(chosen);
    if (chosen.length === 0) {
      setProgress({ step: 'asking' });
      return;
    }
    setProgress({ step: 'opening' });
    const result = await openTestObject(contract.id, tenantId, await Promise.all(chosen.map(readKeyFile)));
    if (result.ok) onLive(result.contract);
    setProgress(progressOf(result));
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
            <KeyFiles
              label={t('contracts.test.file')}
              hint={t('contracts.test.file.hint')}
              files={files}
              onChange={chosen => void take(chosen)}
            />
          </>
        )}
        {progress.step === 'opening' ? <Spinner label={t('contracts.test.opening')} /> : null}
        {progress.step === 'more' ? (
          <Banner>{t('contracts.test.missing', { missing: progress.missing })}</Banner>
        ) : null}
        {progress.step === 'failed' ? (
          <Banner tone="danger" title={t('contracts.test.failed')}>
            {t(`contracts.test.failed.${progress.fault}`)}
          </Banner>
        ) : null}
      </Stack>
    </Dialog>
  );
}
