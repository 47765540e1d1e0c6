import type { Connection, TransportConnection } from '@visavis/call';
import { Badge, Banner, Dialog, Heading, KeyValueList, Stack, Text, useFormat } from '@visavis/ui';
import { useEffect, useState, type ReactNode } from 'react';
import { useT } from '../../language/index.ts';
import styles from './connection.module.css';
import type { Security } from './header.tsx';
import { bitRate, isRecommendedDtls, isRecommendedSrtp, isSameProtection } from './suites.ts';

/** One look at the transports; those before it give the bit rates. */
export type Reading = { at: number; connection: Connection };
export type ReadConnection = () => Promise<Connection | null>;

export type ConnectionProps = {
  security: Security;
  supervisorName: string | null;
  onRead: ReadConnection;
  onClose: () => void;
};

const againMilliseconds = 2000;

/** Open while it is in the page; reads the transports every two seconds. */
export function ConnectionPanel({ onRead, ...shown }: ConnectionProps) {
  const [readings, setReadings] = useState<readonly Reading[]>([]);
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    let isOpen = true;
    // each reading after the one before: on a slow machine two that overlap would give wrong rates
    const read = async () => {
      const connection = await onRead().catch(() => null);
      if (!isOpen) return;
      if (connection) setReadings(before => [...before.slice(-1), { at: Date.now(), connection }]);
      timer = setTimeout(() => void read(), againMilliseconds);
    };
    void read();
    return () => {
      isOpen = false;
      clearTimeout(timer);
    };
  }, [onRead]);
  return <ConnectionView {...shown} readings={readings} />;
}

type ViewProps = Omit<ConnectionProps, 'onRead'> & { readings: readonly Reading[] };

/** What protects the call, from the ends outward. */
export function ConnectionView({ security, supervisorName, readings, onClose }: ViewProps) {
  const t = useT();
  const now = readings.at(-1);
  return (
    <Dialog title={t('call.connection')} isOpen onClose={onClose} size="l">
      <div data-connection={now ? 'read' : 'unknown'}>
        <Stack gap="m">
          <Ends security={security} supervisorName={supervisorName} />
          {now ? (
            <>
              <Server connection={now.connection} />
              <Network now={now} before={readings.at(-2)} />
            </>
          ) : (
            <Banner>{t('call.connection.none')}</Banner>
          )}
        </Stack>
      </div>
    </Dialog>
  );
}

const Part = ({ title, hint, children }: { title: string; hint?: string; children: ReactNode }) => (
  <section className={styles.part}>
    <Heading level={3} size="m">
      {title}
    </Heading>
    {hint === undefined ? null : (
      <Text size="s" tone="muted">
        {hint}
      </Text>
    )}
    {children}
  </section>
);

function Ends({ security, supervisorName }: Pick<ViewProps, 'security' | 'supervisorName'>) {
  const t = useT();
  const tones = { none: 'neutral', pending: 'warning', confirmed: 'success', alarm: 'danger' } as const;
  const isAgreed = security !== 'none';
  const row = (key: 'agreement' | 'frames' | 'data', value: string) => ({
    key,
    label: t(`call.connection.${key}`),
    value: isAgreed ? <Suite name={value} isRecommended /> : t('call.connection.not_yet'),
  });
  return (
    <Part title={t('call.connection.ends')} hint={t('call.connection.ends.hint')}>
      <KeyValueList
        items={[
          row('agreement', 'ECDH P-384 + ML-KEM-1024, HKDF-SHA-384'),
          row('frames', 'SFrame AES_256_GCM_SHA512_128'),
          row('data', 'AES-256-GCM, HKDF-SHA-384'),
          {
            key: 'code',
            label: t('call.connection.code'),
            value: <Badge tone={tones[security]}>{t(`call.connection.code.${security}`)}</Badge>,
          },
          {
            key: 'roster',
            label: t('call.connection.roster'),
            value:
              supervisorName === null
                ? t('call.connection.roster.two')
                : t('call.connection.roster.three', { name: supervisorName }),
          },
        ]}
      />
    </Part>
  );
}

/** A suite by its standard name, and whether the BSI recommends it; what is not told is not marked. */
function Suite({ name, isRecommended }: { name: string | undefined; isRecommended: boolean }) {
  const t = useT();
  if (name === undefined) return <Text tone="muted">{t('call.connection.untold')}</Text>;
  return (
    <span className={styles.value}>
      <span className={styles.code}>{name}</span>
      <Badge tone={isRecommended ? 'success' : 'warning'}>
        {t(isRecommended ? 'call.connection.tr' : 'call.connection.tr_not')}
      </Badge>
    </span>
  );
}

function Server({ connection: { send, receive } }: { connection: Connection }) {
  const t = useT();
  const isSame = isSameProtection(send, receive);
  const ways: [string, TransportConnection][] = isSame
    ? [['', send]]
    : [
        [t('call.connection.out'), send],
        [t('call.connection.in'), receive],
      ];
  return (
    <Part title={t('call.connection.server')} hint={t('call.connection.server.hint')}>
      {ways.map(([way, { dtlsVersion, dtlsCipher, srtpCipher }]) => (
        <KeyValueList
          key={way}
          items={[
            {
              key: 'version',
              label: `DTLS ${way}`,
              value: dtlsVersion ?? <Text tone="muted">{t('call.connection.untold')}</Text>,
            },
            {
              key: 'dtls',
              label: t('call.connection.dtls'),
              value: <Suite name={dtlsCipher} isRecommended={isRecommendedDtls(dtlsCipher ?? '')} />,
            },
            {
              key: 'srtp',
              label: t('call.connection.srtp'),
              value: <Suite name={srtpCipher} isRecommended={isRecommendedSrtp(srtpCipher ?? '')} />,
            },
          ]}
        />
      ))}
    </Part>
  );
}

function Network({ now, before }: { now: Reading; before: Reading | undefined }) {
  const t = useT();
  const format = useFormat();
  const { send, receive } = now.connection;
  const untold = t('call.connection.untold');
  const milliseconds = send.roundTripMilliseconds ?? receive.roundTripMilliseconds;
  const share = (lost: number | undefined) =>
    lost === undefined ? untold : format.number(lost, { style: 'percent', maximumFractionDigits: 1 });
  const rate = (bytesOf: (connection: Connection) => number | undefined) => {
    const bits = bitRate(before && { at: before.at, bytes: bytesOf(before.connection) }, {
      at: now.at,
      bytes: bytesOf(now.connection),
    });
    return bits === undefined
      ? untold
      : `${format.number(bits / 1e6, { minimumFractionDigits: 2, maximumFractionDigits: 2 })} Mbit/s`;
  };
  const both = (out: string, incoming: string) => t('call.connection.both', { out, in: incoming });
  const path = send.localCandidate && t(`call.connection.path.${send.localCandidate}`);
  return (
    <Part title={t('call.connection.network')}>
      <KeyValueList
        items={[
          {
            key: 'round-trip',
            label: t('call.connection.round_trip'),
            value: milliseconds === undefined ? untold : `${format.number(Math.round(milliseconds))} ms`,
          },
          {
            key: 'lost',
            label: t('call.connection.lost'),
            value: both(share(send.lost), share(receive.lost)),
          },
          {
            key: 'rate',
            label: t('call.connection.rate'),
            value: both(
              rate(connection => connection.send.bytesSent),
              rate(connection => connection.receive.bytesReceived),
            ),
          },
          {
            key: 'path',
            label: t('call.connection.path'),
            value: path === undefined ? untold : `${path}, ${(send.protocol ?? 'udp').toUpperCase()}`,
          },
        ]}
      />
    </Part>
  );
}
