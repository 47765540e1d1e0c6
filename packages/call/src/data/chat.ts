import { chatTextMost, type Participant } from '@visavis/protocol';
import { createStore, type Store } from '../store.ts';
import type { Control } from './control.ts';

export type ChatEntry = {
  id: string;
  from: Participant;
  /** Plain text; never anything else. */
  text: string;
  /** Milliseconds since 1970, by this end's clock. */
  at: number;
  /** Own ones until the end they are for has them. */
  isPending: boolean;
};

export type ChatState = {
  entries: readonly ChatEntry[];
  isOpen: boolean;
  /** Of others, since the chat was last open. */
  unread: number;
};

export type Chat = {
  state: Store<ChatState>;
  /** Blanks around are cut off; nothing is sent of what is empty or longer than 500 characters. */
  write: (text: string) => void;
  setOpen: (isOpen: boolean) => void;
  close: () => void;
};

/** Keeps a flood from filling the page. */
const entriesMost = 300;
/** A change of keys may swallow a message without a break: what has no receipt by then is sent again. */
const againMilliseconds = 4000;
/** Whose receipt ends an entry's waiting. Everyone in the roster reads it all the same. */
const addressee: Record<Participant, Participant> = {
  customer: 'agent',
  agent: 'customer',
  supervisor: 'agent',
};

/** Chat between everyone in the call; what a break swallowed is sent again, and shown once. */
export function openChat(control: Control, self: Participant): Chat {
  const store = createStore<ChatState>({ entries: [], isOpen: false, unread: 0 });
  const add = (entry: ChatEntry, isUnread: boolean) => {
    const { entries, unread } = store.get();
    store.update({
      entries: [...entries, entry].slice(-entriesMost),
      unread: isUnread ? unread + 1 : unread,
    });
  };
  const send = ({ id, text }: ChatEntry) => control.send({ type: 'chat', id, text });
  let again: ReturnType<typeof setTimeout> | undefined;
  const sendPending = () => {
    clearTimeout(again);
    const pending = store.get().entries.filter(({ isPending }) => isPending);
    pending.forEach(send);
    again = undefined;
    if (pending.length > 0) again = setTimeout(sendPending, againMilliseconds);
  };
  const receive = (from: Participant, id: string, text: string) => {
    control.send({ type: 'chat:received', id });
    const { entries, isOpen } = store.get();
    if (entries.some(entry => entry.id === id && entry.from === from)) return;
    add({ id, from, text, at: Date.now(), isPending: false }, !isOpen);
  };
  const settle = (id: string) =>
    store.update({
      entries: store
        .get()
        .entries.map(entry =>
          entry.from === self && entry.id === id ? { ...entry, isPending: false } : entry,
        ),
    });
  const stops = [
    control.listen((from, message) => {
      if (message.type === 'chat') receive(from, message.id, message.text);
      else if (message.type === 'chat:received' && from === addressee[self]) settle(message.id);
    }),
    control.onMeeting(sendPending),
  ];
  return {
    state: store,
    write: typed => {
      const text = typed.trim();
      if (text === '' || text.length > chatTextMost) return;
      const entry = { id: crypto.randomUUID(), from: self, text, at: Date.now(), isPending: true };
      add(entry, false);
      send(entry);
      again ??= setTimeout(sendPending, againMilliseconds);
    },
    setOpen: isOpen => store.update({ isOpen, unread: isOpen ? 0 : store.get().unread }),
    close: () => {
      clearTimeout(again);
      for (const stop of stops) stop();
    },
  };
}
