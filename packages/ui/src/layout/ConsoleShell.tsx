import type { ReactNode } from 'react';
import { Link } from 'react-aria-components';
import { Button } from '../components/Button.tsx';
import { cx } from '../cx.ts';
import { SignOutIcon } from '../icons/icons.tsx';
import { Wordmark } from '../icons/Wordmark.tsx';
import { useUiT } from '../language/own.ts';
import styles from './ConsoleShell.module.css';
import { LanguageSwitch } from './LanguageSwitch.tsx';

export interface NavItem<Id extends string> {
  id: Id;
  label: string;
  href: string;
  icon: ReactNode;
  /** A small number, such as customers waiting. */
  count?: number;
}

export interface ConsoleShellProps<Id extends string> {
  nav: readonly NavItem<Id>[];
  current: Id;
  /** Instead of following `href`, for a router in the page. */
  onNavigate?: (id: Id) => void;
  user: { name: string; role: string };
  onSignOut: () => void;
  title: ReactNode;
  /** Ready or not, connection: between title and user. */
  status?: ReactNode;
  /** Only icons on the left, to leave room for a call. */
  isNavNarrow?: boolean;
  /** The content takes exactly the rest of the screen and scrolls only inside its own parts. */
  isFixed?: boolean;
  children: ReactNode;
}

export function ConsoleShell<Id extends string>(props: ConsoleShellProps<Id>) {
  const { user, onSignOut, title, status, isNavNarrow = false, isFixed = false, children } = props;
  const t = useUiT();
  return (
    <div className={cx(styles.shell, isNavNarrow && styles.narrow)}>
      <a className={styles.skip} href="#content">
        {t('page.skip')}
      </a>
      <aside className={styles.side}>
        <div className={styles.brand}>
          <Wordmark />
        </div>
        <Navigation {...props} />
        <div className={styles.sideEnd}>
          <LanguageSwitch />
        </div>
      </aside>
      <header className={styles.header}>
        <h1 className={styles.title}>{title}</h1>
        <div className={styles.status}>{status}</div>
        <div className={styles.user}>
          <span className={styles.who}>
            <span className={styles.name}>{user.name}</span>
            <span className={styles.role}>{user.role}</span>
          </span>
          <Button
            variant="quiet"
            isIconOnly
            icon={<SignOutIcon />}
            aria-label={t('console.signOut')}
            onPress={onSignOut}
          />
        </div>
      </header>
      <main id="content" tabIndex={-1} className={cx(styles.content, isFixed && styles.fixed)}>
        {children}
      </main>
    </div>
  );
}

function Navigation<Id extends string>({ nav, current, onNavigate }: ConsoleShellProps<Id>) {
  const t = useUiT();
  return (
    <nav aria-label={t('console.navigation')} className={styles.nav}>
      {nav.map(item => (
        <Link
          key={item.id}
          {...(onNavigate
            ? {
                onPress: () => {
                  onNavigate(item.id);
                },
              }
            : { href: item.href })}
          aria-current={item.id === current ? 'page' : undefined}
          className={cx(styles.item, item.id === current && styles.current)}
        >
          {item.icon}
          <span className={styles.label}>{item.label}</span>
          {item.count ? <span className={styles.count}>{item.count}</span> : null}
        </Link>
      ))}
    </nav>
  );
}
