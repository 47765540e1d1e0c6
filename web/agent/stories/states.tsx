import { createStore } from '@visavis/call';
import { useState, type ReactNode } from 'react';
import type { UploadState } from '../src/evidence/uploader.ts';
import type { CallShown } from '../src/features/call/state.ts';
import { CallView } from '../src/features/call/view.tsx';
import type { Deciding } from '../src/features/decision/data.ts';
import { DecisionDialog } from '../src/features/decision/dialog.tsx';
import { DecidingView } from '../src/features/decision/view.tsx';
import { Elsewhere, EndedView } from '../src/features/desk/page.tsx';
import type { DeskState } from '../src/features/desk/data.ts';
import type { DeviceState } from '../src/features/device/data.ts';
import { DeviceView } from '../src/features/device/view.tsx';
import type { LiveState } from '../src/features/live/connection.ts';
import type { Camera } from '../src/features/queue/camera.ts';
import { OfferCard } from '../src/features/queue/offer.tsx';
import { QueueView } from '../src/features/queue/view.tsx';
import type { SignInNote } from '../src/features/session/data.ts';
import { SignInView } from '../src/features/session/view.tsx';
import { ConsoleContext } from '../src/shell/page.tsx';
import { callAt, offer, session } from './example.ts';
import { drawnStream } from '@visavis/test-kit/stories';

const nothing = () => undefined;
const stored: UploadState = { pending: 0, pendingBytes: 0, troubled: false, refused: [] };
const storing: UploadState = { ...stored, pending: 3, pendingBytes: 2_400_000 };
const agent = { state: createStore({ device: null, desk: null }) };

const Console = ({ children }: { children: ReactNode }) => (
  <ConsoleContext value={{ session, route: 'calls', agent, onSignOut: nothing }}>{children}</ConsoleContext>
);

const SignIn = ({ note = null }: { note?: SignInNote | null }) => (
  <SignInView note={note} isPending={false} onSignIn={nothing} />
);

const Device = ({ state }: { state: DeviceState }) => (
  <DeviceView
    tenant={session.tenant.name}
    state={state}
    onPin={nothing}
    onRetry={nothing}
    onStartOver={nothing}
    onSignOut={nothing}
  />
);

type QueueChange = {
  live?: Partial<LiveState>;
  camera?: Partial<Camera>;
  desk?: Partial<DeskState>;
  upload?: UploadState;
  isOffered?: boolean;
};

function Queue({ live, camera, desk, upload = stored, isOffered = false }: QueueChange) {
  const [stream] = useState(() => drawnStream(1280, 720, '#a99d86'));
  const card = <OfferCard offer={offer} isOnline onAccept={nothing} onDecline={nothing} />;
  return (
    <Console>
      <QueueView
        live={{
          link: 'online',
          status: 'paused',
          queue: { waiting: 3, ready: 2, inCall: 4, longestWaitSeconds: 130 },
          ...live,
        }}
        camera={{ status: 'open', stream, problem: null, ...camera }}
        desk={{ leftover: 'none', offer: null, note: null, isSwitching: false, ...desk }}
        upload={upload}
        {...(isOffered ? { offer: card } : {})}
        onReady={nothing}
        onPause={nothing}
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
        onTake={() => Promise.resolve()}
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

const Ended = () => {
  const [remote] = useState(() => new MediaStream());
  return <EndedView call={callAt('face', remote, { endedReason: 'customer_left' })} onNext={nothing} />;
};

const same = { same: true } as const;
const compared = {
  givenNames: same,
  familyName: { same: false, value: 'Mustermann-Beispiel' },
  birthDate: same,
  nationality: same,
} as const;

/** Every state of the agent's console by name. */
export const states: Record<string, (() => ReactNode) | undefined> = {
  'sign-in': () => <SignIn />,
  'sign-in-refused': () => <SignIn note="refused" />,
  'sign-in-expired': () => <SignIn note="expired" />,
  'device-fingerprint': () => (
    <Device state={{ step: 'fingerprint', isChecking: false, isMalformed: true }} />
  ),
  'device-waiting': () => <Device state={{ step: 'waiting', troubled: true }} />,
  'device-differs': () => <Device state={{ step: 'problem', trouble: 'root_differs' }} />,
  'queue-paused': () => <Queue />,
  'queue-ready': () => <Queue live={{ status: 'ready' }} />,
  'queue-camera': () => <Queue camera={{ status: 'problem', stream: null, problem: 'refused' }} />,
  'queue-leftover': () => <Queue desk={{ leftover: 'uploading', note: 'missed' }} upload={storing} />,
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
  'call-alarm': () => (
    <InCall step="consent_spoken" change={{ alarm: 'recipients_superseded', recording: 'none' }} />
  ),
  'call-differ': () => <InCall step="security_code" change={{ alarm: 'codes_differ' }} />,
  'call-offline': () => <InCall step="face" isOnline={false} change={{ phase: 'reconnecting' }} />,
  'decision-open': () => <InCall step="document_back">{decision}</InCall>,
  'decision-changes': () => (
    <InCall step={null} change={{ comparisons: compared }}>
      {decision}
    </InCall>
  ),
  deciding: () => <DecidingState deciding={{ phase: 'uploading', wish }} upload={storing} />,
  'deciding-failed': () => <DecidingState deciding={{ phase: 'failed', wish, code: 'code_not_confirmed' }} />,
  decided: () => <DecidingState deciding={{ phase: 'decided', wish }} />,
  ended: () => <Ended />,
  replaced: () => <Elsewhere screen="replaced" onHere={nothing} />,
};
