import { chatTextMost, type Participant } from '@visavis/protocol';
import type { ChatState } from '@visavis/call/data';
import { Button, ChatPanel, MessageIcon, useFormat } from '@visavis/ui';
import { useT } from '../../language/index.ts';
import styles from './talk.module.css';

export type ChatProps = {
  chat: ChatState;
  self: Participant;
  /** By role; without a name, the role. */
  names: Partial<Record<Participant, string>>;
  onWrite: (text: string) => void;
  onChat: (isOpen: boolean) => void;
};

/** Messages between everyone in the call: a button with a count, or the panel. Fills its place. */
export function ChatCorner({ chat, self, names, onWrite, onChat }: ChatProps) {
  const t = useT();
  const format = useFormat();
  const { entries, isOpen, unread } = chat;
  if (!isOpen)
    return (
      <span className={styles.counted} data-chat={unread > 0 ? 'unread' : 'closed'}>
        <Button variant="stage" size="s" icon={<MessageIcon />} onPress={() => onChat(true)}>
          {unread > 0 ? t('call.chat.unread', { count: unread }) : t('call.chat')}
        </Button>
      </span>
    );
  return (
    <div className={styles.chat} data-chat="open">
      <ChatPanel
        title={t('call.chat')}
        hint={t('call.chat.hint')}
        lines={entries.map(entry => {
          const time = format.time(entry.at);
          return {
            id: `${entry.from}.${entry.id}`,
            name: entry.from === self ? t('call.you') : (names[entry.from] ?? t(`call.role.${entry.from}`)),
            text: entry.text,
            note: entry.isPending ? t('call.chat.pending', { time }) : time,
            isOwn: entry.from === self,
          };
        })}
        field={t('call.chat.field')}
        send={t('call.chat.send')}
        most={chatTextMost}
        onSend={onWrite}
        onClose={() => onChat(false)}
      />
    </div>
  );
}
