import '@visavis/call/strict-page';
import { UiProvider } from '@visavis/ui';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './app.tsx';
import { openDesk } from './features/journey/data.ts';
import { readLink } from './link.ts';

const link = readLink(new URL(location.href), sessionStorage);
// the token leaves the address bar, the history and every screenshot
if (location.hash) history.replaceState(null, '', location.pathname);

const desk = openDesk(link, sessionStorage);
const root = document.getElementById('root');
if (!root) throw new Error('the page has no root');
createRoot(root).render(
  <StrictMode>
    <UiProvider>
      <App desk={desk} />
    </UiProvider>
  </StrictMode>,
);
