import { createStore, type Store } from '@visavis/call';
import type { SessionView } from '@visavis/protocol';
import { callApi } from '../../api/client.ts';
import { endingOf } from '../../shell/ending.ts';
import { mayDo, type RouteId } from '../../shell/routes.tsx';
import { stateOf } from '../api-keys/data.ts';
import { listDevices } from '../devices/data.ts';
import type { Session } from '../session/data.ts';

/** Something that ends within 30 days and lets nobody in after that, unless it is renewed before. */
export type Reminder = {
  id: string;
  kind: 'api_key' | 'certificate';
  /** The key's label; the person whose device it is. */
  name: string;
  endsAt: string;
  /** Where it is renewed, or seen. */
  route: RouteId;
};

export type Reminders = {
  state: Store<{ items: readonly Reminder[] }>;
  /** Not again before the next sign-in. */
  hide: () => void;
};

async function endingKeys(now: number): Promise<Reminder[]> {
  const { items } = await callApi('listApiKeys', {});
  return items
    .filter(apiKey => stateOf(apiKey, now) === 'soon')
    .map(({ id, label, expiresAt }) => ({
      id,
      kind: 'api_key',
      name: label,
      endsAt: expiresAt,
      route: 'api_keys',
    }));
}

async function endingCertificates(now: number): Promise<Reminder[]> {
  const devices = (await listDevices()).filter(({ status }) => status === 'approved');
  return devices.flatMap(({ id, person, certificates }) =>
    certificates
      .filter(({ expiresAt }) => endingOf(Date.parse(expiresAt), now) === 'soon')
      .map(({ tenantName, expiresAt }) => ({
        id: `${id} ${tenantName}`,
        kind: 'certificate' as const,
        name: person.name,
        endsAt: expiresAt,
        route: 'devices' as const,
      })),
  );
}

async function listReminders(session: SessionView): Promise<Reminder[]> {
  const now = Date.now();
  const found = await Promise.all([
    mayDo(session, 'manage_api_keys') ? endingKeys(now) : [],
    mayDo(session, 'manage_devices') ? endingCertificates(now) : [],
  ]);
  return found.flat().sort((one, other) => one.endsAt.localeCompare(other.endsAt));
}

/** Looks once for whoever signs in, and again on every page: what was renewed is no longer named. */
export function openReminders(session: Session): Reminders {
  const store = createStore<{ items: readonly Reminder[] }>({ items: [] });
  let reminded: string | null = null;
  let isHidden = false;
  const isFor = (view: SessionView) => view.user.id === reminded && !isHidden;
  const look = async () => {
    const { session: view } = session.state.get();
    if (!view || view.mustChangePassword || !isFor(view)) return;
    // a reminder that cannot be had is no trouble of the page's
    const items = await listReminders(view).catch(() => null);
    if (items && isFor(view)) store.update({ items });
  };
  const follow = () => {
    const userId = session.state.get().session?.user.id ?? null;
    if (userId === reminded) return;
    reminded = userId;
    isHidden = false;
    store.update({ items: [] });
    void look();
  };
  session.state.subscribe(follow);
  addEventListener('hashchange', () => void look());
  follow();
  return {
    state: store,
    hide: () => {
      isHidden = true;
      store.update({ items: [] });
    },
  };
}
