import { UiProvider } from '@visavis/ui';
import { createRoot } from 'react-dom/client';
import { states } from './states.tsx';

/** `?state=consent`: that screen with sample data; without, the list of all. */
function Stories() {
  const name = new URLSearchParams(location.search).get('state') ?? '';
  const state = states[name];
  if (state) return state();
  return (
    <ul>
      {Object.keys(states).map(each => (
        <li key={each}>
          <a href={`?state=${each}`}>{each}</a>
        </li>
      ))}
    </ul>
  );
}

const root = document.getElementById('root');
if (root)
  createRoot(root).render(
    <UiProvider>
      <Stories />
    </UiProvider>,
  );
