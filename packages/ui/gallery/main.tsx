import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { UiProvider } from '../src/index.ts';
import { CallScreen, ConsentScreen, OutcomeScreen, WaitingScreen } from './customer.tsx';
import { ConsoleCallScreen, ConsoleQueueScreen } from './console.tsx';
import { PartsScreen } from './parts.tsx';

const screens = {
  parts: PartsScreen,
  dialog: PartsScreen,
  consent: ConsentScreen,
  waiting: WaitingScreen,
  call: CallScreen,
  outcome: OutcomeScreen,
  queue: ConsoleQueueScreen,
  console: ConsoleCallScreen,
};

const isScreen = (name: string): name is keyof typeof screens => name in screens;

/** `#parts`, `#consent` …: one screen a hash; `#queue` and `#console` are compact. */
function Gallery() {
  const name = location.hash.slice(1);
  const Screen = isScreen(name) ? screens[name] : PartsScreen;
  return (
    <UiProvider density={name === 'queue' || name === 'console' ? 'compact' : 'comfortable'}>
      <Screen />
    </UiProvider>
  );
}

const root = document.getElementById('root');
if (root) {
  createRoot(root).render(
    <StrictMode>
      <Gallery />
    </StrictMode>,
  );
}
addEventListener('hashchange', () => {
  location.reload();
});
