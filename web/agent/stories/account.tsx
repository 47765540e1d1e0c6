import { riskSignals, type OwnSession, type PasskeyView } from '@visavis/protocol';
import { CenteredPage, Form, Stack } from '@visavis/ui';
import type { ReactNode } from 'react';
import { AppSetUp } from '../src/features/account/app-set-up.tsx';
import { MustChangePassword, ShouldEnrol } from '../src/features/account/before-work.tsx';
import { FactorField } from '../src/features/account/factor.tsx';
import { InvitationTrouble } from '../src/features/account/invitation-page.tsx';
import { InvitationView } from '../src/features/account/invitation.tsx';
import { NewPassword } from '../src/features/account/new-password.tsx';
import { ProblemBanner } from '../src/features/account/problem-banner.tsx';
import { RecoveryCodesView } from '../src/features/account/recovery-codes.tsx';
import { NameForm } from '../src/features/account/passkey-set-up.tsx';
import { PasskeysCard } from '../src/features/account/passkeys.tsx';
import { News } from '../src/features/account/news.tsx';
import { SessionsCard } from '../src/features/account/sessions.tsx';
import { SignInCards } from '../src/features/account/sign-in-cards.tsx';
import { ConfirmationDialog } from '../src/features/confirmation/dialog.tsx';
import { Page } from '../src/shell/page.tsx';
import { useT } from '../src/language/index.ts';
import { Console, nothing } from './console.tsx';
import { session } from './example.ts';

const enrolment = {
  secret: 'JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP',
  uri: 'otpauth://totp/Visavis:anna.berger%40example-bank.test?secret=JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP&issuer=Visavis',
};
const invitation = {
  user: { name: session.user.name, email: session.user.email },
  organisation: session.organisation.name,
  setsPassword: true,
  totp: enrolment,
};
const codes = Array.from({ length: 10 }, (_, row) =>
  Array.from({ length: 6 }, (_, group) => `7K${row}Q${group}XHM`.slice(0, 4)).join('-'),
);

const passkeys: PasskeyView[] = [
  {
    id: '5a0b7d0e-0000-4000-8000-000000000021',
    name: 'Windows Hello am Arbeitsplatz 14',
    isSynced: false,
    createdAt: '2026-11-02T08:00:00.000Z',
    usedAt: '2026-11-21T07:58:00.000Z',
  },
  {
    id: '5a0b7d0e-0000-4000-8000-000000000022',
    name: 'Telefon',
    isSynced: true,
    createdAt: '2026-11-20T08:00:00.000Z',
    usedAt: null,
  },
];

const sessions: OwnSession[] = [
  {
    id: '5a0b7d0e-0000-4000-8000-000000000011',
    place: { browser: 'firefox', system: 'windows', address: '192.0.2.17' },
    begunAt: '2026-11-21T07:58:00.000Z',
    usedAt: '2026-11-21T09:12:00.000Z',
    isThis: true,
  },
  {
    id: '5a0b7d0e-0000-4000-8000-000000000012',
    place: { browser: 'other', system: 'other', address: '2001:db8:85a3::8a2e:370:7334' },
    begunAt: '2026-11-21T08:30:00.000Z',
    usedAt: '2026-11-21T08:31:00.000Z',
    isThis: false,
  },
];

const Invitation = ({ change = {} }: { change?: Partial<typeof invitation> | { totp: null } }) => (
  <InvitationView
    invitation={{ ...invitation, ...change }}
    onAccept={() => Promise.resolve(codes)}
    onDone={nothing}
  />
);

const Typed = ({ password, problem }: { password: string; problem?: string }) => (
  <div data-state="new-password">
    <CenteredPage title="Passwort" width="s">
      <NewPassword
        own={[session.user.name, session.user.email, session.organisation.name]}
        value={password}
        onChange={nothing}
        problem={problem}
      />
    </CenteredPage>
  </div>
);

function Account() {
  const t = useT();
  return (
    <Console route="account">
      <Page title={t('account.title')} state="account">
        <Stack gap="l">
          <SignInCards session={session} account={{ recoveryCodesLeft: 2 }} onChanged={nothing} />
          <PasskeysCard passkeys={passkeys} onOpen={nothing} />
          <SessionsCard sessions={sessions} onOpen={nothing} />
        </Stack>
      </Page>
    </Console>
  );
}

/** The states of one's own account by name. */
export const accountStates: Record<string, () => ReactNode> = {
  account: () => <Account />,
  confirmation: () => (
    <>
      <Account />
      <ConfirmationDialog signals={[]} onAnswer={nothing} />
    </>
  ),
  'confirmation-passkey': () => (
    <>
      <Account />
      <ConfirmationDialog signals={['browser_unfamiliar', 'network_unfamiliar']} onAnswer={nothing} />
    </>
  ),
  'confirmation-passkey-all': () => (
    <>
      <Account />
      <ConfirmationDialog signals={riskSignals} onAnswer={nothing} />
    </>
  ),
  'must-change-password': () => (
    <MustChangePassword session={session} onChanged={nothing} onSignOut={nothing} />
  ),
  'should-enrol': () => <ShouldEnrol session={session} onLater={nothing} onSignOut={nothing} />,
  'sign-in-news': () => (
    <News
      news={{
        since: '2026-11-27T16:20:00.000Z',
        refused: 3,
        changes: ['password_change.done', 'passkey.added'],
        wasElsewhere: true,
      }}
      onRead={nothing}
    />
  ),
  invitation: () => <Invitation />,
  'invitation-reset-app': () => <Invitation change={{ setsPassword: false }} />,
  'invitation-spent': () => <InvitationTrouble trouble="spent" onDone={nothing} />,
  'invitation-offline': () => <InvitationTrouble trouble="offline" onDone={nothing} />,
  'new-password-weak': () => <Typed password="annaberger1974" />,
  'new-password-good': () => <Typed password="Tulpe-Regal-Nebel-42" />,
  'new-password-used': () => <Typed password="Tulpe-Regal-Nebel-42" problem="Das hatten Sie schon einmal." />,
  'set-up-app': () => (
    <div data-state="set-up-app">
      <CenteredPage title="App" width="s">
        <ProblemBanner problem="refused" asked="new_app" />
        <AppSetUp enrolment={enrolment} code="" onChange={nothing} />
      </CenteredPage>
    </div>
  ),
  'passkey-name': () => (
    <div data-state="passkey-name">
      <CenteredPage title="Passkey" width="s">
        <NameForm
          name="Telefon"
          lead="Danach fragt Ihr Browser, wo er aufbewahrt werden soll."
          submit="Passkey anlegen"
          onName={() => Promise.resolve()}
        />
      </CenteredPage>
    </div>
  ),
  'recovery-codes': () => (
    <div data-state="recovery-codes">
      <CenteredPage title="Codes" width="s">
        <RecoveryCodesView codes={codes} email={session.user.email} onKept={nothing} />
      </CenteredPage>
    </div>
  ),
  'recovery-code': () => (
    <div data-state="recovery-code">
      <CenteredPage title="Anmelden" width="s">
        <Form>
          <FactorField value={{ isRecovery: true, code: codes[0] ?? '' }} onChange={nothing} />
        </Form>
      </CenteredPage>
    </div>
  ),
};
