import {
  Badge,
  Button,
  EyeIcon,
  HangUpIcon,
  LockIcon,
  ShieldIcon,
  Timer,
  UnlockIcon,
  VideoTile,
} from '@visavis/ui';
import { useT } from '../../language/index.ts';
import { Page } from '../../shell/page.tsx';
import type { Watched } from './data.ts';
import styles from './supervise.module.css';

/** Both pictures with their voices, and what both ends know about it. */
export function WatchingView({ watched, onLeave }: { watched: Watched; onLeave: () => void }) {
  const t = useT();
  const { phase, roster, remotes, seen, call, context } = watched;
  const isIn = roster.some(({ participant }) => participant === 'supervisor');
  const agentName = roster.find(({ participant }) => participant === 'agent')?.name ?? call.agentName;
  const connection = phase === 'reconnecting' ? 'lost' : seen ? 'live' : 'connecting';
  return (
    <Page
      title={t('supervise.watching', { name: agentName })}
      state="watching"
      status={
        <>
          <Badge
            tone={isIn ? 'success' : 'neutral'}
            icon={isIn ? <LockIcon size="s" /> : <UnlockIcon size="s" />}
          >
            {t(isIn ? 'supervise.encrypted' : 'supervise.encrypted.not_yet')}
          </Badge>
          <Timer label={t('supervise.since')} since={Date.parse(call.acceptedAt)} />
          <Button variant="danger" size="s" icon={<HangUpIcon size="s" />} onPress={onLeave}>
            {t('supervise.leave')}
          </Button>
        </>
      }
      isNavNarrow
      isFixed
    >
      <div className={styles.watching} data-phase={phase} data-roster={roster.length}>
        <div className={styles.known} role="status">
          <EyeIcon />
          <span>{t(isIn ? 'supervise.known' : 'supervise.known.soon')}</span>
        </div>
        <div className={styles.tiles}>
          <VideoTile
            shape="fill"
            fit="contain"
            stream={seen ? (remotes.customer ?? null) : null}
            name={t('supervise.customer')}
            connection={connection}
          />
          <VideoTile
            shape="fill"
            fit="contain"
            stream={seen ? (remotes.agent ?? null) : null}
            name={agentName}
            connection={connection}
          />
        </div>
        <dl className={styles.about}>
          <div>
            <dt>{t('supervise.roster')}</dt>
            <dd>
              {roster.length === 0 ? t('supervise.roster.unknown') : null}
              {roster.map(({ participant, name }) => (
                <span key={participant} className={styles.member} data-participant={participant}>
                  {participant === 'customer' ? null : <ShieldIcon size="s" label={t('supervise.proven')} />}
                  {participant === 'customer'
                    ? t('supervise.customer')
                    : `${name ?? t('supervise.you')} (${t(`supervise.role.${participant}`)})`}
                </span>
              ))}
            </dd>
          </div>
          <div>
            <dt>{t('supervise.purpose')}</dt>
            <dd>{context.purpose}</dd>
          </div>
          <div>
            <dt>{t('supervise.language')}</dt>
            <dd>{t(`supervise.language.${call.language}`)}</dd>
          </div>
        </dl>
      </div>
    </Page>
  );
}
