import { attestations, type SessionView } from '@visavis/protocol';
import { useEffect, useState, type ReactNode } from 'react';
import type { UploadState } from '../src/evidence/uploader.ts';
import type { CallShown } from '../src/features/call/state.ts';
import { silent, talkDeeds, type TalkShown } from '../src/features/call/talk.ts';
import { CallView } from '../src/features/call/view.tsx';
import type { Deciding } from '../src/features/decision/data.ts';
import { DecisionDialog } from '../src/features/decision/dialog.tsx';
import { DecidingView } from '../src/features/decision/view.tsx';
import { Elsewhere } from '../src/features/desk/elsewhere.tsx';
import { EndedView } from '../src/features/desk/page.tsx';
import type { DeskState } from '../src/features/desk/data.ts';
import type { CertificateEnd } from '../src/features/device/certificates.tsx';
import type { DeviceState } from '../src/features/device/data.ts';
import { DeviceView } from '../src/features/device/view.tsx';
import type { LiveState } from '../src/features/live/connection.ts';
import type { OverLink } from '../src/features/live/link.ts';
import type { Camera } from '../src/features/queue/camera.ts';
import { OfferCard } from '../src/features/queue/offer.tsx';
import { QueueView } from '../src/features/queue/view.tsx';
import type { SignInNote } from '../src/features/session/data.ts';
import { EndingDialog } from '../src/features/session/ending.tsx';
import { SignInView } from '../src/features/session/view.tsx';
import { accountStates } from './account.tsx';
import { administrationStates } from './administration.tsx';
import { recordStates } from './records.tsx';
import { Console, nothing } from './console.tsx';
import { callAt, offer, session } from './example.ts';
import { SupervisorLeaves, superviseStates } from './supervise.tsx';
import { workplaceStates } from './workplace.tsx';
import { drawnStream } from '@visavis/test-kit/stories';
import { drawnDocument } from './document.ts';

const stored: UploadState = { pending: 0, pendingBytes: 0, troubled: false, refused: [] };
const storing: UploadState = { ...stored, pending: 3, pendingBytes: 2_400_000 };

const SignIn = ({ note = null }: { note?: SignInNote | null }) => (
  <SignInView note={note} isPending={false} onSignIn={nothing} />
);

const Device = ({ state }: { state: DeviceState }) => (
  <Console>
    <DeviceView
      organisation={session.organisation.name}
      state={state}
      onPin={nothing}
      onRetry={nothing}
      onStartOver={nothing}
    />
  </Console>
);

type QueueChange = {
  live?: Partial<LiveState>;
  camera?: Partial<Camera>;
  desk?: Partial<DeskState>;
  upload?: UploadState;
  certificates?: CertificateEnd[];
  isOffered?: boolean;
};

function Queue(change: QueueChange) {
  const { live, camera, desk, upload = stored, certificates = [], isOffered = false } = change;
  const [stream] = useState(() => drawnStream(1280, 720, '#a99d86'));
  const card = <OfferCard offer={offer} isOnline onAccept={nothing} onDecline={nothing} />;
  return (
    <Console>
      <QueueView
        live={{
          link: 'online',
          status: 'paused',
          queue: { waiting: 3, ready: 2, inCall: 4, longestWaitSeconds: 130 },
          shift: {
            site: 'Berlin, Heidestraße',
            offered: [...attestations],
            attestation: 'alone_in_closed_room',
          },
          barred: { contracts: [], ending: [] },
          ...live,
        }}
        camera={{ status: 'open', stream, problem: null, ...camera }}
        desk={{ leftover: 'none', offer: null, note: null, isSwitching: false, ...desk }}
        upload={upload}
        certificates={certificates}
        {...(isOffered ? { offer: card } : {})}
        onReady={nothing}
        onPause={nothing}
        onAttest={nothing}
        onCamera={nothing}
      />
    </Console>
  );
}

type CallChange = {
  step: Parameters<typeof callAt>[0];
  change?: Partial<CallShown>;
  upload?: UploadState;
  isOnline?: boolean;
  children?: (call: CallShown) => ReactNode;
};

function InCall({ step, change, upload = stored, isOnline = true, children }: CallChange) {
  const [remote] = useState(() => drawnStream(1280, 720, '#7f9aa3'));
  const [own] = useState(() => drawnStream(640, 360, '#a99d86'));
  const call = callAt(step, remote, change);
  return (
    <Console>
      <CallView
        call={call}
        upload={upload}
        own={own}
        isOnline={isOnline}
        onReadConnection={() => Promise.resolve(null)}
        onTake={() => Promise.resolve()}
        talk={talkDeeds(() => undefined)}
        onCompare={nothing}
        onLeave={nothing}
        onShow={nothing}
        onRecord={nothing}
        onDiffer={nothing}
        onDecide={nothing}
      />
      {children?.(call)}
    </Console>
  );
}

const talk = (change: Partial<TalkShown>): Pick<CallShown, 'talk'> => ({
  talk: { ...silent, isReady: true, ...change },
});
const entry = (
  from: 'agent' | 'customer' | 'supervisor',
  text: string,
  minutes: number,
  isPending = false,
) => ({
  id: text,
  from,
  text,
  at: Date.UTC(2026, 10, 21, 9, minutes),
  isPending,
});
const entries = [
  entry('agent', 'Bitte nennen Sie mir Ihren Geburtsnamen.', 2),
  entry('customer', 'Schmidt-Oberländer', 3),
  entry('supervisor', 'Bitte auch das Hologramm oben links ansehen.', 4),
  entry('agent', 'Bitte <b>kippen</b> Sie den Ausweis nach links.', 5, true),
];
const chat = { entries, isOpen: true, unread: 0 };
const phone = {
  facing: 'environment' as const,
  torch: { on: true },
  zoom: { min: 1, max: 8, step: 0.1, value: 2.5 },
  focus: { mode: 'auto' as const },
  canFlip: true,
};
const camera = (change: Partial<TalkShown['camera']> = {}) => ({
  camera: { camera: phone, pending: null, problem: null, ...change },
});
const photo = (change: Partial<TalkShown['photo']>) => ({ photo: { ...silent.photo, ...change } });

/** A drawn document in the resolution of a phone's sensor. */
function PhotoArrived() {
  const [still, setStill] = useState<CallShown['stills'][number] | null>(null);
  useEffect(() => {
    void drawnDocument(4000, 3000).then(url =>
      setStill({ id: 'photo', step: 'document_front', url, width: 4000, height: 3000 }),
    );
  }, []);
  if (!still) return null;
  const change = {
    stills: [still],
    photo: 'photo',
    ...talk({ ...camera(), ...photo({ phase: 'done', share: 1 }) }),
  };
  return <InCall step="document_front" change={change} />;
}

const decision = (call: CallShown) => <DecisionDialog call={call} onClose={nothing} onDecide={nothing} />;
const wish = { outcome: 'verified' as const, reason: null, changes: [] };

const DecidingState = ({ deciding, upload = stored }: { deciding: Deciding; upload?: UploadState }) => (
  <DecidingView
    deciding={deciding}
    upload={upload}
    isOver={false}
    onRetry={nothing}
    onBack={nothing}
    onLeave={nothing}
    onNext={nothing}
  />
);

const Ended = (change: Partial<CallShown>) => {
  const [remote] = useState(() => new MediaStream());
  return <EndedView call={callAt('face', remote, change)} onNext={nothing} />;
};

const same = { same: true } as const;
const compared = {
  givenNames: same,
  familyName: { same: false, value: 'Mustermann-Beispiel' },
  birthDate: same,
  nationality: same,
} as const;

const Away = ({ screen, as = session }: { screen: OverLink; as?: SessionView }) => (
  <Console as={as}>
    <Elsewhere screen={screen} onHere={nothing} onAgain={nothing} />
  </Console>
);
const administrating: SessionView = {
  ...session,
  user: { ...session.user, roles: ['agent', 'administrator'] },
};

/** Every state of the agent's console by name. */
export const states: Record<string, (() => ReactNode) | undefined> = {
  'sign-in': () => <SignIn />,
  'sign-in-refused': () => <SignIn note="refused" />,
  'sign-in-expired': () => <SignIn note="expired" />,
  ...accountStates,
  ...recordStates,
  ...workplaceStates,
  ...administrationStates,
  'session-ending': () => (
    <>
      <Queue />
      <EndingDialog endsAt={Date.now() + 118_000} onStay={nothing} />
    </>
  ),
  'device-fingerprint': () => (
    <Device state={{ step: 'fingerprint', tenant: 'Example Bank', isChecking: false, isMalformed: true }} />
  ),
  'device-waiting': () => (
    <Device
      state={{
        step: 'waiting',
        fingerprint: '4c1f-09ab-77e2-d05c-8b3e-61fa-2290-c7d4',
        isApproved: false,
        troubled: true,
      }}
    />
  ),
  'device-differs': () => <Device state={{ step: 'problem', trouble: 'root_differs' }} />,
  'queue-paused': () => <Queue />,
  'queue-ready': () => <Queue live={{ status: 'ready' }} />,
  'queue-camera': () => <Queue camera={{ status: 'problem', stream: null, problem: 'refused' }} />,
  'queue-leftover': () => <Queue desk={{ leftover: 'uploading', note: 'missed' }} upload={storing} />,
  'queue-barred': () => (
    <Queue
      live={{
        barred: {
          contracts: [
            { name: 'Girokonto', reason: 'passkey_required' },
            { name: 'Depot', reason: 'training_missing' },
          ],
          ending: [{ ruleset: 'basic', validUntil: '2026-12-12' }],
        },
      }}
    />
  ),
  'queue-certificate': () => (
    <Queue
      certificates={[
        { tenant: 'Example Bank', endsAt: Date.now() + 200 * 86_400_000 },
        { tenant: 'Sparkasse am Bodensee-Oberschwaben', endsAt: Date.now() + 12 * 86_400_000 },
        { tenant: 'Neue Bank', endsAt: Date.now() - 86_400_000 },
      ]}
    />
  ),
  'queue-shift': () => (
    <Queue live={{ shift: { site: 'Berlin, Heidestraße', offered: [...attestations], attestation: null } }} />
  ),
  'queue-off-site': () => <Away screen="off_site" as={administrating} />,
  'queue-offline': () => <Queue live={{ link: 'offline' }} />,
  offer: () => <Queue live={{ status: 'busy' }} isOffered />,
  'call-connecting': () => (
    <InCall
      step="consent_spoken"
      change={{ seen: false, transcript: null, phase: 'agreeing', recording: 'none' }}
    />
  ),
  'call-code': () => <InCall step="security_code" upload={storing} />,
  'call-front': () => <InCall step="document_front" />,
  'call-face': () => <InCall step="face" />,
  'call-data': () => <InCall step="data_match" change={{ comparisons: compared }} />,
  'call-chat': () => (
    <InCall
      step="document_front"
      change={{ supervisorName: 'Jonas Weber', ...talk({ chat, ...camera() }) }}
    />
  ),
  'call-unread': () => <InCall step="face" change={talk({ chat: { ...chat, isOpen: false, unread: 2 } })} />,
  'call-camera': () => <InCall step="document_front" change={talk(camera())} />,
  'call-camera-refused': () => <InCall step="document_front" change={talk(camera({ problem: 'failed' }))} />,
  'call-camera-flip': () => (
    <InCall
      step="document_front"
      change={talk({
        camera: {
          camera: { ...phone, torch: null, zoom: null, focus: null },
          pending: { kind: 'flip' },
          problem: null,
        },
      })}
    />
  ),
  'call-photo-asked': () => (
    <InCall step="document_front" change={talk({ ...camera(), ...photo({ phase: 'asked' }) })} />
  ),
  'call-photo-coming': () => (
    <InCall
      step="document_front"
      change={talk({ ...camera(), ...photo({ phase: 'receiving', share: 0.42 }) })}
    />
  ),
  'call-photo-failed': () => (
    <InCall
      step="document_front"
      change={talk({ ...camera(), ...photo({ phase: 'ended', problem: 'failed' }) })}
    />
  ),
  'call-photo': () => <PhotoArrived />,
  'call-alarm': () => (
    <InCall step="consent_spoken" change={{ alarm: 'recipients_superseded', recording: 'none' }} />
  ),
  'call-differ': () => <InCall step="security_code" change={{ alarm: 'codes_differ' }} />,
  'call-offline': () => <InCall step="face" isOnline={false} change={{ phase: 'reconnecting' }} />,
  'call-supervised': () => <InCall step="face" change={{ supervisorName: 'Sam Beispiel' }} />,
  'call-supervisor-left': () => (
    <SupervisorLeaves>
      {supervisorName => <InCall step="face" change={{ supervisorName }} />}
    </SupervisorLeaves>
  ),
  'call-unknown': () => <InCall step="face" change={{ alarm: 'unknown_participant' }} />,
  'call-roster': () => <InCall step="face" change={{ alarm: 'roster_differs' }} />,
  'call-encryption': () => <InCall step="face" change={{ alarm: 'encryption_broken' }} />,
  'decision-open': () => <InCall step="document_back">{decision}</InCall>,
  'decision-changes': () => (
    <InCall step={null} change={{ comparisons: compared }}>
      {decision}
    </InCall>
  ),
  'decision-too-soon': () => (
    <InCall step={null} change={{ tooSoonUntil: Date.now() + 12_000 }}>
      {decision}
    </InCall>
  ),
  deciding: () => <DecidingState deciding={{ phase: 'uploading', wish }} upload={storing} />,
  'deciding-failed': () => <DecidingState deciding={{ phase: 'failed', wish, code: 'code_not_confirmed' }} />,
  decided: () => <DecidingState deciding={{ phase: 'decided', wish }} />,
  ended: () => <Ended endedReason="customer_left" />,
  'ended-unknown': () => <Ended endedReason="encryption_failed" alarm="unknown_participant" />,
  elsewhere: () => <Away screen="elsewhere" />,
  replaced: () => <Away screen="replaced" />,
  ...superviseStates,
};
