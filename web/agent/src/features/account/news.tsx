import type { SignInNews } from '@visavis/protocol';
import { Banner, Button, CenteredPage, Stack, Text, useFormat } from '@visavis/ui';
import { useT } from '../../language/index.ts';

type Props = { news: SignInNews; onRead: () => void };

/** What was tried or changed since the person was here last: somebody else may have done it. */
export function News({ news: { since, refused, changes, wasElsewhere }, onRead }: Props) {
  const t = useT();
  const format = useFormat();
  return (
    <div data-state="sign-in-news">
      <CenteredPage
        title={t('account.news')}
        lead={t('account.news.since', { since: format.dateTime(since) })}
        width="s"
      >
        <Stack gap="m">
          {wasElsewhere ? <Banner tone="warning">{t('account.news.elsewhere')}</Banner> : null}
          {refused > 0 ? (
            <Banner tone="warning">{t('account.news.refused', { count: refused })}</Banner>
          ) : null}
          {changes.map(change => (
            <Text key={change}>{t(`account.news.${change}`)}</Text>
          ))}
          <Text tone="muted">{t('account.news.hint')}</Text>
          <Button variant="primary" size="l" isWide onPress={onRead}>
            {t('account.news.read')}
          </Button>
        </Stack>
      </CenteredPage>
    </div>
  );
}
