import type { ContractView } from '@visavis/protocol';
import { Banner, Button, Dialog, Stack, Text } from '@visavis/ui';
import { useState } from 'react';
import { callApi } from '../../api/client.ts';
import { useT } from '../../language/index.ts';

type Props = { contract: ContractView; onChanged: (contract: ContractView) => void; onClose: () => void };

/** Says what it means before it is demanded, or no longer. */
export function PasskeysDialog({ contract, onChanged, onClose }: Props) {
  const t = useT();
  const [isPending, setPending] = useState(false);
  const [hasFailed, setFailed] = useState(false);
  const required = !contract.passkeyRequired;
  const change = async () => {
    setPending(true);
    setFailed(false);
    try {
      onChanged(await callApi('demandPasskeys', { id: contract.id, body: { required } }));
      onClose();
    } catch {
      setFailed(true);
      setPending(false);
    }
  };
  return (
    <Dialog
      title={t('contracts.passkeys.title', { name: contract.name })}
      isOpen
      onClose={onClose}
      actions={
        <>
          <Button variant="primary" isPending={isPending} onPress={() => void change()}>
            {required ? t('contracts.passkeys.demand') : t('contracts.passkeys.stop')}
          </Button>
          <Button variant="quiet" onPress={onClose}>
            {t('action.cancel')}
          </Button>
        </>
      }
    >
      <Stack gap="m">
        <Text>{t('contracts.passkeys.hint')}</Text>
        {hasFailed ? <Banner tone="danger">{t('error.generic')}</Banner> : null}
      </Stack>
    </Dialog>
  );
}
