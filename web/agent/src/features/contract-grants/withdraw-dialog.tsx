import type { ContractGrantsView } from '@visavis/protocol';
import { Text } from '@visavis/ui';
import { useT } from '../../language/index.ts';
import { ConfirmDialog, type Acting } from '../../shell/act-dialog.tsx';
import { centreName, type Granted } from './data.ts';

type Props = Acting & { contract: ContractGrantsView; granted: Granted; onWithdraw: () => void };

export function WithdrawDialog({ contract, granted, onWithdraw, ...acting }: Props) {
  const t = useT();
  return (
    <ConfirmDialog
      {...acting}
      title={t('contract_grants.withdraw.title', { contract: contract.name, centre: centreName(granted) })}
      act={t('contract_grants.withdraw')}
      onAct={onWithdraw}
    >
      <Text>{t('contract_grants.withdraw.lead')}</Text>
    </ConfirmDialog>
  );
}
