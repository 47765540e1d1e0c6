import type { ContractGrantsView } from '@visavis/protocol';
import { Button, Dialog, Stack, Text } from '@visavis/ui';
import { useT } from '../../language/index.ts';
import { FailureBanner, type Failure } from '../administration/act.tsx';
import { centreName, type Granted } from './data.ts';

type Props = {
  contract: ContractGrantsView;
  granted: Granted;
  failure: Failure | null;
  onClose: () => void;
  onWithdraw: () => void;
};

export function WithdrawDialog({ contract, granted, failure, onClose, onWithdraw }: Props) {
  const t = useT();
  return (
    <Dialog
      title={t('contract_grants.withdraw.title', { contract: contract.name, centre: centreName(granted) })}
      isOpen
      isAlert
      onClose={onClose}
      actions={
        <>
          <Button variant="danger" onPress={onWithdraw}>
            {t('contract_grants.withdraw')}
          </Button>
          <Button variant="quiet" onPress={onClose}>
            {t('action.cancel')}
          </Button>
        </>
      }
    >
      <Stack gap="m">
        <Text>{t('contract_grants.withdraw.lead')}</Text>
        <FailureBanner failure={failure} />
      </Stack>
    </Dialog>
  );
}
