import type { SessionView } from '@visavis/protocol';
import { ConsoleShell, Stack } from '@visavis/ui';
import { createContext, use, type ReactNode } from 'react';
import type { AgentConsole } from '../features/desk/console.ts';
import type { SupervisorConsole } from '../features/supervise/console.ts';
import { RemindersBanner } from '../features/reminders/banner.tsx';
import type { Reminders } from '../features/reminders/data.ts';
import { useT } from '../language/index.ts';
import { hrefOf } from './location.ts';
import styles from './page.module.css';
import { routes, routesFor, type RouteId } from './routes.tsx';
import { useStore } from './use-store.ts';

type Console = {
  session: SessionView;
  route: RouteId;
  agent: AgentConsole;
  supervisor: SupervisorConsole;
  reminders: Reminders;
  onSignOut: () => void;
  /** The session goes on under another id: what hangs on it opens anew. */
  onRenewed: () => void;
};
export const ConsoleContext = createContext<Console | null>(null);

/** Who is signed in, and where. Only below the console's own pages. */
export function useConsole(): Console {
  const value = use(ConsoleContext);
  if (!value) throw new Error('outside the console');
  return value;
}

type PageProps = {
  title: ReactNode;
  /** Names the page's state for those who wait for it, as `data-state`. */
  state: string;
  /** At the end of the header. */
  status?: ReactNode;
  /** How many customers wait, beside the calls. */
  waiting?: number;
  /** Instead of signing out at once. */
  onSignOut?: () => void;
  isNavNarrow?: boolean;
  /** Takes exactly the screen and scrolls only inside its own parts. */
  isFixed?: boolean;
  children: ReactNode;
};

/** Every page of the console: navigation for the person's roles on the left, title and state on top. */
export function Page(props: PageProps) {
  const { title, state, status, waiting = 0, isNavNarrow = false, isFixed = false, children } = props;
  const { session, route, onSignOut, reminders } = useConsole();
  const { items } = useStore(reminders.state);
  const t = useT();
  const { name, roles } = session.user;
  const nav = routesFor(session).map(id => ({
    id,
    icon: routes[id].icon,
    label: t(`nav.${id}`),
    href: hrefOf(id),
    ...(id === 'calls' ? { count: waiting } : {}),
  }));
  return (
    <div data-state={state} className={styles.page}>
      <ConsoleShell
        nav={nav}
        current={route}
        user={{ name, role: roles.map(role => t(`role.${role}`)).join(', ') }}
        onSignOut={props.onSignOut ?? onSignOut}
        title={title}
        status={status}
        isNavNarrow={isNavNarrow}
        isFixed={isFixed}
      >
        {items.length > 0 && !isFixed ? (
          <Stack gap="m">
            <RemindersBanner items={items} onHide={reminders.hide} />
            {children}
          </Stack>
        ) : (
          children
        )}
      </ConsoleShell>
    </div>
  );
}
