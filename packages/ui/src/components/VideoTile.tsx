import { useEffect, useImperativeHandle, useRef, type ReactNode, type Ref } from 'react';
import { cx } from '../cx.ts';
import { LockIcon, ShieldIcon, UnlockIcon, UserIcon } from '../icons/icons.tsx';
import { useUiT } from '../language/own.ts';
import { Spinner } from './Progress.tsx';
import styles from './VideoTile.module.css';

export interface VideoTileProps {
  stream: MediaStream | null;
  /** Who is seen; shown at the lower edge. */
  name: string;
  /** `fill` takes the size of its place. */
  shape?: 'wide' | 'tall' | 'fill';
  /** Whole picture (`contain`) or no bars (`cover`). */
  fit?: 'cover' | 'contain';
  /** As in a mirror, for one's own picture. */
  isMirrored?: boolean;
  /** One's own voice must be. */
  isMuted?: boolean;
  /** Over the picture until it is `live`, and again when it is `lost`. */
  connection?: 'connecting' | 'live' | 'lost';
  /** Badge: encrypted, encrypted and the code confirmed, or an alarm. */
  security?: 'pending' | 'confirmed' | 'alarm';
  /** Instead of the usual silhouette while there is no stream. */
  placeholder?: ReactNode;
  /** Laid over the picture (frames for a document, buttons). */
  children?: ReactNode;
  /** For stills. */
  videoRef?: Ref<HTMLVideoElement | null>;
}

export function VideoTile(props: VideoTileProps) {
  const { stream, name, shape = 'wide', fit = 'cover', isMirrored, isMuted = false } = props;
  const { connection = 'live', security, placeholder, children, videoRef } = props;
  const own = useRef<HTMLVideoElement>(null);
  useImperativeHandle<HTMLVideoElement | null, HTMLVideoElement | null>(videoRef, () => own.current);
  useEffect(() => {
    const video = own.current;
    if (!video) return;
    video.srcObject = stream;
    // an element that was taken out plays on until it is collected, and keeps the camera's buffers busy
    return () => {
      video.srcObject = null;
    };
  }, [stream]);
  return (
    <figure className={cx(styles.tile, styles[shape])}>
      <video
        ref={own}
        aria-label={name}
        autoPlay
        playsInline
        muted={isMuted}
        className={cx(
          styles.video,
          fit === 'cover' ? styles.fitCover : styles.fitContain,
          isMirrored && styles.mirrored,
          !stream && styles.hidden,
        )}
      />
      <Cover stream={stream} connection={connection} placeholder={placeholder} />
      {children === undefined ? null : <div className={styles.overlay}>{children}</div>}
      <figcaption className={styles.caption}>
        <span className={styles.name}>{name}</span>
        {security ? <SecurityBadge security={security} /> : null}
      </figcaption>
    </figure>
  );
}

function Cover({
  stream,
  connection = 'live',
  placeholder,
}: Pick<VideoTileProps, 'stream' | 'connection' | 'placeholder'>) {
  const t = useUiT();
  if (stream && connection === 'live') return null;
  return (
    <div className={cx(styles.cover, stream !== null && styles.veil)}>
      {connection === 'live' ? (
        (placeholder ?? <UserIcon size="xl" />)
      ) : (
        <Spinner label={connection === 'lost' ? t('video.lost') : t('video.connecting')} />
      )}
    </div>
  );
}

const badges = { pending: LockIcon, confirmed: ShieldIcon, alarm: UnlockIcon };

function SecurityBadge({ security }: { security: 'pending' | 'confirmed' | 'alarm' }) {
  const t = useUiT();
  const BadgeIcon = badges[security];
  return (
    <span className={cx(styles.badge, styles[security])}>
      <BadgeIcon size="s" />
      <span className={styles.badgeWords}>{t(`video.${security}`)}</span>
    </span>
  );
}
