import { DocumentIcon, EmptyState, Stack } from '@visavis/ui';
import { useState } from 'react';
import { LoadedPart } from '../../api/loaded.tsx';
import { useT } from '../../language/index.ts';
import { Page, useConsole } from '../../shell/page.tsx';
import { ContractCard } from './card.tsx';
import { openContracts, type ShownContract } from './data.ts';
import { PasskeysDialog } from './passkeys-dialog.tsx';
import { RetentionDialog } from './retention-dialog.tsx';
import { TestDialog } from './test-dialog.tsx';

type Shown = { dialog: 'retention' | 'passkeys' | 'test'; contract: ShownContract } | null;

export function ContractsPage() {
  const t = useT();
  const { session } = useConsole();
  const [contracts] = useState(() => openContracts(session.organisation.id));
  const [shown, setShown] = useState<Shown>(null);
  const close = () => setShown(null);
  return (
    <Page title={t('contracts.title')} state="contracts">
      <LoadedPart resource={contracts}>
        {items =>
          items.length === 0 ? (
            <EmptyState icon={<DocumentIcon />} title={t('contracts.none')}>
              {t('contracts.none.hint')}
            </EmptyState>
          ) : (
            <Stack gap="l">
              {items.map(contract => (
                <ContractCard
                  key={contract.id}
                  contract={contract}
                  onRetention={() => setShown({ dialog: 'retention', contract })}
                  onPasskeys={() => setShown({ dialog: 'passkeys', contract })}
                  onTest={() => setShown({ dialog: 'test', contract })}
                />
              ))}
            </Stack>
          )
        }
      </LoadedPart>
      {shown?.dialog === 'retention' ? (
        <RetentionDialog
          contract={shown.contract}
          onChanged={contract => void contracts.replace(contract)}
          onClose={close}
        />
      ) : null}
      {shown?.dialog === 'passkeys' ? (
        <PasskeysDialog
          contract={shown.contract}
          onChanged={contract => void contracts.replace(contract)}
          onClose={close}
        />
      ) : null}
      {shown?.dialog === 'test' ? (
        <TestDialog
          contract={shown.contract}
          tenantId={session.organisation.id}
          onLive={contract => void contracts.replace(contract)}
          onClose={close}
        />
      ) : null}
    </Page>
  );
}
