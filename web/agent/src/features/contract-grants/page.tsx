import type { ContractGrantsView as Contract } from '@visavis/protocol';
import { useState } from 'react';
import { callApi } from '../../api/client.ts';
import { loadResource, type Resource } from '../../api/resource.ts';
import { useT } from '../../language/index.ts';
import { Empty, ListPage } from '../../shell/list-page.tsx';
import { useConsole } from '../../shell/page.tsx';
import { mayDo } from '../../shell/routes.tsx';
import { useDialogs } from '../../shell/use-dialogs.ts';
import { GrantCard } from './card.tsx';
import { loadGrants, type Granted, type Grants } from './data.ts';
import { GrantDialog } from './grant-dialog.tsx';
import { NewContractDialog } from './new-dialog.tsx';
import { WithdrawDialog } from './withdraw-dialog.tsx';

type Shown =
  | { what: 'new' }
  | { what: 'grant'; contract: Contract }
  | { what: 'withdraw'; contract: Contract; granted: Granted };

export function ContractGrantsPage() {
  const { session } = useConsole();
  const [grants] = useState(() => loadResource(() => loadGrants(session)));
  return <ContractGrantsView grants={grants} />;
}

export function ContractGrantsView({ grants }: { grants: Resource<Grants> }) {
  const t = useT();
  const { session } = useConsole();
  const dialogs = useDialogs<Shown>(grants);
  const { show } = dialogs;
  const mayCreate = mayDo(session, 'manage_contracts');
  const add = { label: t('contract_grants.new'), onPress: () => show({ what: 'new' }) };
  return (
    <ListPage id="contract_grants" resource={grants} {...(mayCreate ? { add } : {})}>
      {({ contracts, organisations }) => (
        <>
          {contracts.length === 0 ? (
            <Empty
              id="contract_grants"
              {...(mayCreate ? {} : { hint: t('contract_grants.none.hint.tenant') })}
            />
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
          <Dialogs {...dialogs} organisations={organisations} />
        </>
      )}
    </ListPage>
  );
}

type DialogsProps = ReturnType<typeof useDialogs<Shown>> & { organisations: Grants['organisations'] };

function Dialogs({ shown, act, acting, organisations }: DialogsProps) {
  const ofKind = (wanted: 'tenant' | 'ident_centre') =>
    organisations?.filter(({ kind }) => kind === wanted) ?? null;
  if (shown?.what === 'new')
    return (
      <NewContractDialog
        {...acting}
        tenants={ofKind('tenant')?.filter(({ rootFingerprint }) => rootFingerprint !== null) ?? []}
        onCreate={body => act(() => callApi('createContract', { body }))}
      />
    );
  if (shown?.what === 'grant') {
    const { contract } = shown;
    const isGranted = (id: string) => contract.grants.some(({ organisationId }) => organisationId === id);
    return (
      <GrantDialog
        {...acting}
        contract={contract}
        centres={ofKind('ident_centre')?.filter(({ id }) => !isGranted(id)) ?? null}
        onGrant={organisationId =>
          act(() => callApi('grantContract', { id: contract.id, body: { organisationId } }))
        }
      />
    );
  }
  if (shown?.what === 'withdraw') {
    const { contract, granted } = shown;
    const { organisationId } = granted;
    return (
      <WithdrawDialog
        {...acting}
        contract={contract}
        granted={granted}
        onWithdraw={() => act(() => callApi('withdrawGrant', { id: contract.id, body: { organisationId } }))}
      />
    );
  }
  return null;
}
