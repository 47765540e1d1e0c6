import { Busy, EmptyState, UsersIcon } from '@visavis/ui';
import { useState, type ReactNode } from 'react';
import { MustChangePassword, ShouldEnrol } from './features/account/before-work.tsx';
import type { InvitationLink } from './features/account/invitation-link.ts';
import { News } from './features/account/news.tsx';
import { InvitationPage } from './features/account/invitation-page.tsx';
import { AccountPage } from './features/account/page.tsx';
import { ApiKeysPage } from './features/api-keys/page.tsx';
import { AuditPage } from './features/audit/page.tsx';
import type { Confirmation } from './features/confirmation/data.ts';
import { ConfirmationAsked } from './features/confirmation/dialog.tsx';
import { ContractsPage } from './features/contracts/page.tsx';
import { ContractGrantsPage } from './features/contract-grants/page.tsx';
import { DeskPage } from './features/desk/page.tsx';
import { DevicesPage } from './features/devices/page.tsx';
import { DuePage } from './features/due/page.tsx';
import { IdentificationsPage } from './features/identifications/page.tsx';
import { OrderPage } from './features/order/page.tsx';
import { OrganisationsPage } from './features/organisations/page.tsx';
import { SitesPage } from './features/sites/page.tsx';
import { TrainingPage } from './features/training/page.tsx';
import { ReceiptsPage } from './features/receipts/page.tsx';
import type { AgentConsole } from './features/desk/console.ts';
import type { SupervisorConsole } from './features/supervise/console.ts';
import { FloorPage } from './features/supervise/page.tsx';
import type { Reminders } from './features/reminders/data.ts';
import type { Session } from './features/session/data.ts';
import { Ending } from './features/session/ending.tsx';
import type { Keeper } from './features/session/keep.ts';
import { SignInView } from './features/session/view.tsx';
import { UsersPage } from './features/users/page.tsx';
import { useT } from './language/index.ts';
import { useRoute } from './shell/location.ts';
import { ConsoleContext, Page } from './shell/page.tsx';
import { routesFor, type RouteId } from './shell/routes.tsx';
import { useStore } from './shell/use-store.ts';

const pages: Record<RouteId, () => ReactNode> = {
  calls: DeskPage,
  floor: FloorPage,
  identifications: IdentificationsPage,
  contracts: ContractsPage,
  due: DuePage,
  receipts: ReceiptsPage,
  audit: AuditPage,
  users: UsersPage,
  organisations: OrganisationsPage,
  contract_grants: ContractGrantsPage,
  api_keys: ApiKeysPage,
  devices: DevicesPage,
  sites: SitesPage,
  training: TrainingPage,
  order: OrderPage,
  account: AccountPage,
};

type Props = {
  session: Session;
  keeper: Keeper;
  confirmation: Confirmation;
  invitation: InvitationLink;
  agent: AgentConsole;
  supervisor: SupervisorConsole;
  reminders: Reminders;
};

export function App({ session: own, keeper, confirmation, invitation, agent, supervisor, reminders }: Props) {
  const { status, session, note } = useStore(own.state);
  const { token } = useStore(invitation.state);
  const asked = useRoute();
  const [postponed, setPostponed] = useState<string | null>(null);
  if (token !== null) return <InvitationPage key={token} token={token} onDone={invitation.close} />;
  if (status === 'opening') return <Busy />;
  if (!session)
    return (
      <SignInView
        note={note}
        isPending={status === 'signing_in'}
        onSignIn={credentials => void own.signIn(credentials)}
      />
    );
  const signOut = () => void own.signOut();
  if (session.news) return <News news={session.news} onRead={own.read} />;
  const asking = <ConfirmationAsked confirmation={confirmation} />;
  if (session.mustChangePassword)
    return (
      <>
        <MustChangePassword session={session} onChanged={() => void own.refresh()} onSignOut={signOut} />
        {asking}
      </>
    );
  if (session.shouldEnrol && postponed !== session.user.id)
    return (
      <>
        <ShouldEnrol
          session={session}
          onLater={() => {
            setPostponed(session.user.id);
            void own.refresh();
          }}
          onSignOut={signOut}
        />
        {asking}
      </>
    );
  const allowed = routesFor(session);
  const route = allowed.find(id => id === asked) ?? allowed[0];
  const Shown = route ? pages[route] : NothingPage;
  return (
    <ConsoleContext
      value={{
        session,
        route: route ?? 'calls',
        agent,
        supervisor,
        reminders,
        onSignOut: signOut,
        onRenewed: () => void own.refresh(),
      }}
    >
      <Shown />
      {asking}
      <Ending keeper={keeper} />
    </ConsoleContext>
  );
}

function NothingPage() {
  const t = useT();
  return (
    <Page title="Visavis" state="nothing">
      <EmptyState icon={<UsersIcon />} title={t('shell.nothing')}>
        {t('shell.nothing.hint')}
      </EmptyState>
    </Page>
  );
}
