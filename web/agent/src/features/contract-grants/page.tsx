import type { ContractGrantsView as Contract } from '@visavis/protocol';
import { Button, DocumentIcon, EmptyState, PlusIcon, Row, Stack, Text } from '@visavis/ui';
import { useState } from 'react';
import { callApi } from '../../api/client.ts';
import { LoadedPart } from '../../api/loaded.tsx';
import { loadResource, type Resource } from '../../api/resource.ts';
import { useT } from '../../language/index.ts';
import { Page, useConsole } from '../../shell/page.tsx';
import { mayDo } from '../../shell/routes.tsx';
import { useAct, type Failure } from '../administration/act.tsx';
import { GrantCard } from './card.tsx';
import { loadGrants, type Granted, type Grants } from './data.ts';
import { GrantDialog } from './grant-dialog.tsx';
import { NewContractDialog } from './new-dialog.tsx';
import { WithdrawDialog } from './withdraw-dialog.tsx';

type Shown =
  | { what: 'new' }
  | { what: 'grant'; contract: Contract }
  | { what: 'withdraw'; contract: Contract; granted: Granted }
  | null;

export function ContractGrantsPage() {
  const { session } = useConsole();
  const [grants] = useState(() => loadResource(() => loadGrants(session)));
  return <ContractGrantsView grants={grants} />;
}

export function ContractGrantsView({ grants }: { grants: Resource<Grants> }) {
  const t = useT();
  const { session } = useConsole();
  const [shown, setShown] = useState<Shown>(null);
  const { run, failure, forget } = useAct();
  const show = (next: Shown) => {
    forget();
    setShown(next);
  };
  const act = (work: () => Promise<unknown>) =>
    run(async () => {
      await work();
      setShown(null);
      void grants.reload();
    });
  const mayCreate = mayDo(session, 'manage_contracts');
  return (
    <Page title={t('contract_grants.title')} state="contract_grants">
      <Stack gap="m">
        <Row justify="between" align="start">
          <Text>{t('contract_grants.lead')}</Text>
          {mayCreate ? (
            <Button variant="primary" icon={<PlusIcon />} onPress={() => show({ what: 'new' })}>
              {t('contract_grants.new')}
            </Button>
          ) : null}
        </Row>
        <LoadedPart resource={grants}>
          {({ contracts, organisations }) => (
            <>
              {contracts.length === 0 ? (
                <EmptyState icon={<DocumentIcon />} title={t('contract_grants.none')}>
                  {mayCreate ? t('contract_grants.none.hint') : t('contract_grants.none.hint.tenant')}
                </EmptyState>
              ) : null}
              {contracts.map(contract => (
                <GrantCard
                  key={contract.id}
                  contract={contract}
                  hasTenant={mayCreate}
                  onGrant={() => show({ what: 'grant', contract })}
                  onWithdraw={granted => show({ what: 'withdraw', contract, granted })}
                />
              ))}
              <Dialogs
                shown={shown}
                organisations={organisations}
                failure={failure}
                onClose={() => show(null)}
                onAct={act}
              />
            </>
          )}
        </LoadedPart>
      </Stack>
    </Page>
  );
}

type DialogsProps = {
  shown: Shown;
  organisations: Grants['organisations'];
  failure: Failure | null;
  onClose: () => void;
  onAct: (work: () => Promise<unknown>) => void;
};

function Dialogs({ shown, organisations, failure, onClose, onAct }: DialogsProps) {
  const ofKind = (wanted: 'tenant' | 'ident_centre') =>
    organisations?.filter(({ kind }) => kind === wanted) ?? null;
  const props = { failure, onClose };
  if (shown?.what === 'new')
    return (
      <NewContractDialog
        {...props}
        tenants={ofKind('tenant')?.filter(({ rootFingerprint }) => rootFingerprint !== null) ?? []}
        onCreate={body => onAct(() => callApi('createContract', { body }))}
      />
    );
  if (shown?.what === 'grant') {
    const { contract } = shown;
    const isGranted = (id: string) => contract.grants.some(({ organisationId }) => organisationId === id);
    return (
      <GrantDialog
        {...props}
        contract={contract}
        centres={ofKind('ident_centre')?.filter(({ id }) => !isGranted(id)) ?? null}
        onGrant={organisationId =>
          onAct(() => callApi('grantContract', { id: contract.id, body: { organisationId } }))
        }
      />
    );
  }
  if (shown?.what === 'withdraw') {
    const { contract, granted } = shown;
    const { organisationId } = granted;
    return (
      <WithdrawDialog
        {...props}
        contract={contract}
        granted={granted}
        onWithdraw={() =>
          onAct(() => callApi('withdrawGrant', { id: contract.id, body: { organisationId } }))
        }
      />
    );
  }
  return null;
}
