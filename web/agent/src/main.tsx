import '@visavis/call/strict-page';
import { UiProvider } from '@visavis/ui';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './app.tsx';
import { openInvitationLink } from './features/account/invitation-link.ts';
import { openConfirmation } from './features/confirmation/data.ts';
import { openAgentConsole } from './features/desk/console.ts';
import { openSupervisorConsole } from './features/supervise/console.ts';
import { openReminders } from './features/reminders/data.ts';
import { keepSession } from './features/session/keep.ts';
import { openSession } from './features/session/data.ts';

// first of all: the token of a link leaves the address before anything else reads it
const invitation = openInvitationLink();
const session = openSession();
const keeper = keepSession(session);
const confirmation = openConfirmation();
const agent = openAgentConsole(session);
const supervisor = openSupervisorConsole(session);
const reminders = openReminders(session);
const root = document.getElementById('root');
if (!root) throw new Error('the page has no root');
createRoot(root).render(
  <StrictMode>
    <UiProvider density="compact">
      <App
        session={session}
        keeper={keeper}
        confirmation={confirmation}
        invitation={invitation}
        agent={agent}
        supervisor={supervisor}
        reminders={reminders}
      />
    </UiProvider>
  </StrictMode>,
);
