import { chatTextMost } from '@visavis/protocol';
import { Button, ChatPanel, MessageIcon, useFormat, type ChatLine } from '@visavis/ui';
import { useT } from '../../language/index.ts';
import styles from './talk.module.css';
import type { CallShown } from './data.ts';
import type { TalkShown } from './talk.ts';

export type ChatProps = {
  call: CallShown;
  talk: TalkShown;
  onWrite: (text: string) => void;
  onChat: (isOpen: boolean) => void;
};

function useNames({ agentName, supervisorName }: CallShown) {
  const t = useT();
  return {
    agent: agentName ?? t('call.agent'),
    supervisor: supervisorName ?? t('chat.supervisor'),
    customer: t('preview.you'),
  };
}

/** Over the picture, never over the instruction or the code. */
export function ChatSheet({ call, talk, onWrite, onChat }: ChatProps) {
  const t = useT();
  const format = useFormat();
  const names = useNames(call);
  if (!talk.chat.isOpen) return null;
  const lines = talk.chat.entries.map((entry): ChatLine => {
    const time = format.time(entry.at);
    return {
      id: `${entry.from}.${entry.id}`,
      name: names[entry.from],
      text: entry.text,
      note: entry.isPending ? t('chat.pending', { time }) : time,
      isOwn: entry.from === 'customer',
    };
  });
  return (
    <div className={styles.sheet} data-chat="open">
      <ChatPanel
        title={t('chat.title')}
        hint={t('chat.hint')}
        lines={lines}
        field={t('chat.field')}
        send={t('chat.send')}
        most={chatTextMost}
        onSend={onWrite}
        onClose={() => onChat(false)}
      />
    </div>
  );
}

export function ChatButton({ talk, onChat }: Pick<ChatProps, 'talk' | 'onChat'>) {
  const t = useT();
  const { unread, isOpen } = talk.chat;
  return (
    <span className={styles.counted}>
      <Button
        variant="stage"
        size="m"
        isIconOnly
        icon={<MessageIcon />}
        aria-pressed={isOpen}
        aria-label={unread > 0 ? t('chat.open.unread', { count: unread }) : t('chat.open')}
        onPress={() => onChat(!isOpen)}
      />
      {unread > 0 ? (
        <span className={styles.count} aria-hidden="true">
          {unread}
        </span>
      ) : null}
    </span>
  );
}

/** The newest message that nobody has looked at yet. */
export function ChatTeaser({ call, talk, onChat }: Omit<ChatProps, 'onWrite'>) {
  const t = useT();
  const names = useNames(call);
  const { entries, unread } = talk.chat;
  const newest = entries.findLast(({ from }) => from !== 'customer');
  if (unread === 0 || !newest) return null;
  return (
    <button type="button" className={styles.teaser} data-chat="unread" onClick={() => onChat(true)}>
      <MessageIcon size="s" label={t('chat.title')} />
      <span className={styles.teaserText}>
        <strong>{names[newest.from]}</strong> {newest.text}
      </span>
    </button>
  );
}
