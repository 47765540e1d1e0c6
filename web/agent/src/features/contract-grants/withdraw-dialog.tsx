import type { ContractGrantsView } from '@visavis/protocol';
import { Text } from '@visavis/ui';
import { useT } from '../../language/index.ts';
import { ConfirmDialog } from '../../shell/confirm-dialog.tsx';
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
    <ConfirmDialog
      title={t('contract_grants.withdraw.title', { contract: contract.name, centre: centreName(granted) })}
      confirm={t('contract_grants.withdraw')}
      onConfirm={onWithdraw}
      onClose={onClose}
    >
      <Text>{t('contract_grants.withdraw.lead')}</Text>
      <FailureBanner failure={failure} />
    </ConfirmDialog>
  );
}
