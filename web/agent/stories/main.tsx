import { UiProvider } from '@visavis/ui';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { states } from './states.tsx';

/** `?state=call`: one state of the console a page; without it, their names. */
const name = new URL(location.href).searchParams.get('state');
const State = name === null ? undefined : states[name];
const root = document.getElementById('root');
if (!root) throw new Error('the page has no root');
createRoot(root).render(
  <StrictMode>
    <UiProvider density="compact">
      {State ? (
        <State />
      ) : (
        <ul>
          {Object.keys(states).map(each => (
            <li key={each}>
              <a href={`?state=${each}`}>{each}</a>
            </li>
          ))}
        </ul>
      )}
    </UiProvider>
  </StrictMode>,
);
