import { Banner, Button, ButtonLink, Row, Stack, Text, useFormat } from '@visavis/ui';
import { useT } from '../../language/index.ts';
import { hrefOf } from '../../shell/location.ts';
import type { Reminder } from './data.ts';

/** So many are named; the pages behind the links show all. */
const namedMost = 3;

/** What ends soon, and where it is renewed. */
export function RemindersBanner({ items, onHide }: { items: readonly Reminder[]; onHide: () => void }) {
  const t = useT();
  const format = useFormat();
  const routes = [...new Set(items.map(({ route }) => route))];
  return (
    <Banner tone="warning" title={t('reminders.title')}>
      <Stack gap="s">
        <Stack gap="xs">
          {items.slice(0, namedMost).map(({ id, kind, name, endsAt }) => (
            <Text key={id}>{t(`reminders.${kind}`, { name, date: format.date(endsAt) })}</Text>
          ))}
          {items.length > namedMost ? (
            <Text>{t('reminders.more', { count: items.length - namedMost })}</Text>
          ) : null}
        </Stack>
        <Row>
          {routes.map(route => (
            <ButtonLink key={route} size="s" href={hrefOf(route)}>
              {t(`nav.${route}`)}
            </ButtonLink>
          ))}
          <Button size="s" variant="quiet" onPress={onHide}>
            {t('reminders.later')}
          </Button>
        </Row>
      </Stack>
    </Banner>
  );
}
