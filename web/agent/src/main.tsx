import '@visavis/call/strict-page';
import { UiProvider } from '@visavis/ui';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './app.tsx';
import { openAgentConsole } from './features/desk/console.ts';
import { openSupervisorConsole } from './features/supervise/console.ts';
import { openSession } from './features/session/data.ts';

const session = openSession();
const agent = openAgentConsole(session);
const supervisor = openSupervisorConsole(session);
const root = document.getElementById('root');
if (!root) throw new Error('the page has no root');
createRoot(root).render(
  <StrictMode>
    <UiProvider density="compact">
      <App session={session} agent={agent} supervisor={supervisor} />
    </UiProvider>
  </StrictMode>,
);
