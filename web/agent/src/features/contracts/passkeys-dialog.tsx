import type { ContractView } from '@visavis/protocol';
import { Text } from '@visavis/ui';
import { callApi } from '../../api/client.ts';
import { useT } from '../../language/index.ts';
import { ActDialog } from '../../shell/act-dialog.tsx';
import { useAct } from '../../shell/use-act.ts';

type Props = { contract: ContractView; onChanged: (contract: ContractView) => void; onClose: () => void };

/** Says what it means before it is demanded, or no longer. */
export function PasskeysDialog({ contract, onChanged, onClose }: Props) {
  const t = useT();
  const { isPending, failure, run } = useAct();
  const required = !contract.passkeyRequired;
  return (
    <ActDialog
      isPending={isPending}
      failure={failure}
      onClose={onClose}
      title={t('contracts.passkeys.title', { name: contract.name })}
      act={required ? t('contracts.passkeys.demand') : t('contracts.passkeys.stop')}
      onAct={() =>
        run(async () => {
          onChanged(await callApi('demandPasskeys', { id: contract.id, body: { required } }));
          onClose();
        })
      }
    >
      <Text>{t('contracts.passkeys.hint')}</Text>
    </ActDialog>
  );
}
