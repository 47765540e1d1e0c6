import { createStore } from '@visavis/call';
import type { SessionView } from '@visavis/protocol';
import type { ReactNode } from 'react';
import type { Acting } from '../src/shell/act-dialog.tsx';
import type { Reminders } from '../src/features/reminders/data.ts';
import { ConsoleContext } from '../src/shell/page.tsx';
import type { RouteId } from '../src/shell/routes.tsx';
import { session } from './example.ts';

export const nothing = () => undefined;
export const inDays = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString();

/** What a page has loaded. */
export const loaded = <Value,>(value: Value) => ({
  state: createStore({ now: { status: 'ready' as const, value } }),
  reload: () => Promise.resolve(),
  change: nothing,
});

/** A dialog whose act nobody has begun. */
export const acting: Acting = { isPending: false, failure: null, onClose: nothing };

const noDesk = { state: createStore({ device: null, desk: null }) };
const noReminders: Reminders = { state: createStore({ items: [] }), hide: nothing };

type Props = { route?: RouteId; as?: SessionView; reminders?: Reminders; children: ReactNode };

/** The console around a page, with nothing behind it. */
export const Console = ({ route = 'calls', as = session, reminders = noReminders, children }: Props) => (
  <ConsoleContext
    value={{
      session: as,
      route,
      agent: noDesk,
      supervisor: noDesk,
      reminders,
      onSignOut: nothing,
      onRenewed: nothing,
    }}
  >
    {children}
  </ConsoleContext>
);
