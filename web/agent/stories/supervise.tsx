import type { Connection, TransportConnection } from '@visavis/call';
import { drawnStream } from '@visavis/test-kit/stories';
import { useEffect, useState, type ReactNode } from 'react';
import { ConnectionView } from '../src/features/call/connection.tsx';
import type { FloorCall, SupervisionState, Watched } from '../src/features/supervise/data.ts';
import { FloorView } from '../src/features/supervise/floor.tsx';
import { WatchingView } from '../src/features/supervise/watching.tsx';
import { Page } from '../src/shell/page.tsx';
import { Console, nothing } from './console.tsx';
import { callAt, session } from './example.ts';

const { user } = session;
const supervisor = { ...session, user: { ...user, name: 'Sam Beispiel', roles: ['supervisor' as const] } };
const call = (number: number, agentName: string, change: Partial<FloorCall> = {}): FloorCall => ({
  attemptId: `5a0b7d0e-0000-4000-8000-00000000001${number}`,
  agentName,
  language: 'de',
  acceptedAt: new Date(Date.now() - number * 83_000).toISOString(),
  supervisorName: null,
  ...change,
});
const calls = [
  call(1, 'Anna Berger'),
  call(2, 'Maximilian Schwarzenberger-Lindenthal', { language: 'en' }),
  call(3, 'Pat Miller', { supervisorName: 'Kim Beispiel' }),
  call(4, 'Ole Beispiel', { supervisorName: 'Sam Beispiel' }),
];

const Floor = (change: Partial<SupervisionState>) => (
  <Console route="floor" as={supervisor}>
    <FloorView
      state={{
        link: 'online',
        site: 'Berlin, Heidestraße',
        calls,
        joining: null,
        watched: null,
        note: null,
        ...change,
      }}
      ownName="Sam Beispiel"
      onWatch={nothing}
    />
  </Console>
);

function Watching(change: Partial<Watched>) {
  const [customer] = useState(() => drawnStream(1280, 720, '#a99d86'));
  const [agent] = useState(() => drawnStream(1280, 720, '#7f9aa3'));
  const { about } = callAt(null, customer);
  if (!about) return null;
  const watched: Watched = {
    call: calls[0] ?? call(1, ''),
    context: about.context,
    phase: 'connected',
    seen: true,
    remotes: { customer, agent },
    roster: [
      { participant: 'customer', name: null },
      { participant: 'agent', name: 'Anna Berger' },
      { participant: 'supervisor', name: null },
    ],
    ...change,
  };
  return (
    <Console route="floor" as={supervisor}>
      <WatchingView watched={watched} onLeave={nothing} />
    </Console>
  );
}

/** Somebody was there a moment ago. */
export function SupervisorLeaves({ children }: { children: (name: string | null) => ReactNode }) {
  const [name, setName] = useState<string | null>('Sam Beispiel');
  useEffect(() => {
    const timer = setTimeout(() => setName(null));
    return () => clearTimeout(timer);
  }, []);
  return children(name);
}

const transport: TransportConnection = {
  dtlsVersion: 'DTLS 1.2',
  dtlsCipher: 'TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384',
  srtpCipher: 'SRTP_AEAD_AES_256_GCM',
  localCandidate: 'srflx',
  remoteCandidate: 'host',
  protocol: 'udp',
  roundTripMilliseconds: 38.4,
  bytesSent: 4_000_000,
  bytesReceived: 4_000_000,
  lost: 0.004,
};
const other: TransportConnection = {
  ...transport,
  dtlsCipher: 'TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256',
  srtpCipher: undefined,
};
type ConnectionChange = Partial<Parameters<typeof ConnectionView>[0]> & { receive?: TransportConnection };

function ConnectionState({ receive = transport, ...change }: ConnectionChange) {
  const connection: Connection = { frames: 'AES_256_GCM_SHA512_128', send: transport, receive };
  const earlier: Connection = {
    ...connection,
    send: { ...transport, bytesSent: 3_620_000 },
    receive: { ...receive, bytesReceived: 3_580_000 },
  };
  return (
    <Console route="floor" as={supervisor}>
      <Page title="Anna Berger" state="connection">
        <ConnectionView
          security="confirmed"
          supervisorName={null}
          readings={[
            { at: 0, connection: earlier },
            { at: 2000, connection },
          ]}
          onClose={nothing}
          {...change}
        />
      </Page>
    </Console>
  );
}

/** Every state of a supervisor's console, and of the connection panel. */
export const superviseStates: Record<string, () => ReactNode> = {
  'floor-empty': () => <Floor calls={[]} />,
  floor: () => <Floor />,
  'floor-joining': () => <Floor joining={calls[0]?.attemptId ?? ''} />,
  'floor-left': () => <Floor note={{ kind: 'out', why: 'left' }} />,
  'floor-broken': () => <Floor link="offline" calls={null} note={{ kind: 'out', why: 'connection' }} />,
  'floor-refused': () => <Floor note={{ kind: 'refused', why: 'taken' }} />,
  'floor-alarm': () => <Floor note={{ kind: 'alarm', why: 'unknown_participant' }} />,
  'floor-distrust': () => <Floor note={{ kind: 'alarm', why: 'root_differs' }} />,
  'watching-joining': () => <Watching phase="agreeing" seen={false} remotes={{}} roster={[]} />,
  watching: () => <Watching />,
  'watching-lost': () => <Watching phase="reconnecting" />,
  connection: () => <ConnectionState />,
  'connection-supervised': () => <ConnectionState security="pending" supervisorName="Sam Beispiel" />,
  'connection-weak': () => <ConnectionState receive={other} />,
  'connection-none': () => <ConnectionState security="none" readings={[]} />,
};
