import type { AuditEventView } from '@visavis/protocol';
import { Button, Dialog, KeyValueList, useFormat, type KeyValue } from '@visavis/ui';
import { useT } from '../../language/index.ts';

/** Everything that was noted; fields and codes are those of the interface. */
export function EventDialog({ event, onClose }: { event: AuditEventView; onClose: () => void }) {
  const t = useT();
  const format = useFormat();
  const { actor, subject, payload } = event;
  const noted: KeyValue[] = Object.entries(payload ?? {}).map(([name, value]) => ({
    key: name,
    label: name,
    value: Array.isArray(value) ? value.join(', ') || '–' : String(value),
    isCode: true,
  }));
  const instead = payload === null ? t('audit.noted.erased') : t('audit.noted.nothing');
  return (
    <Dialog
      title={t(`audit.action.${event.action}`)}
      isOpen
      onClose={onClose}
      actions={<Button onPress={onClose}>{t('audit.close')}</Button>}
    >
      <KeyValueList
        items={[
          { key: 'audit sequence', label: t('audit.sequence'), value: event.sequence },
          { key: 'audit at', label: t('audit.at'), value: format.dateTime(event.at) },
          {
            key: 'audit actor',
            label: `${t('audit.actor')}: ${t(`audit.kind.${actor.kind}`)}`,
            value: actor.name === null ? actor.id : `${actor.name}, ${actor.id}`,
            isCode: true,
          },
          {
            key: 'audit subject',
            label: `${t('audit.subject')}: ${t(`audit.subject.${subject.kind}`)}`,
            value: subject.id,
            isCode: true,
          },
          ...(noted.length > 0 ? noted : [{ key: 'audit noted', label: t('audit.noted'), value: instead }]),
        ]}
      />
    </Dialog>
  );
}
