import { decisionReasonCodes } from '@visavis/protocol';
import { useEffect, useState, type ReactNode } from 'react';
import type { CallShown } from '../src/features/call/data.ts';
import type { Guide } from '../src/features/call/guide.ts';
import { silent, type TalkShown } from '../src/features/call/talk.ts';
import { CallView } from '../src/features/call/view.tsx';
import { ConsentView } from '../src/features/consent/view.tsx';
import { FoundView } from '../src/features/found/view.tsx';
import { InterruptedView } from '../src/features/interrupted/view.tsx';
import type { BreakReason, Stop } from '../src/features/journey/state.ts';
import type { EndState } from '../src/features/outcome/data.ts';
import { OutcomeView } from '../src/features/outcome/view.tsx';
import { closed, type Devices } from '../src/features/preview/data.ts';
import { PreviewView } from '../src/features/preview/view.tsx';
import { OpeningView, ProblemView } from '../src/features/problem/view.tsx';
import { LeftView, WaitingView } from '../src/features/waiting/view.tsx';
import { drawnStream } from '@visavis/test-kit/stories';

const tenant = 'Musterbank Süd';
const nothing = () => undefined;
const own = drawnStream(640, 480, '#8fa29a');
const agent = drawnStream(1280, 720, '#7f9aa3');
const open: Devices = {
  ...closed,
  status: 'open',
  stream: own,
  cameras: [
    { id: 'a', label: 'camera2 1, facing front' },
    { id: 'b', label: 'camera2 0, facing back' },
  ],
  microphones: [
    { id: 'a', label: 'Standard' },
    { id: 'b', label: 'Kopfhörermikrofon (Bluetooth)' },
  ],
  camera: 'a',
  microphone: 'a',
};
const single: Devices = { ...open, cameras: open.cameras.slice(1), microphones: [] };

const preview = (devices: Devices, inCall = false) => (
  <PreviewView
    tenant={tenant}
    devices={devices}
    level={0.4}
    browser="chrome"
    inCall={inCall}
    onOpen={nothing}
    onContinue={nothing}
  />
);
const problem = (of: NonNullable<Devices['problem']>) =>
  preview({ ...closed, status: 'problem', problem: of });

const place = (position: number, expectedWaitSeconds: number | null) => ({
  position,
  expectedWaitSeconds,
  agentsReady: 1,
});
const waiting = (more: Partial<Parameters<typeof WaitingView>[0]>) => (
  <WaitingView tenant={tenant} place={place(2, 260)} stream={own} level={0.5} onLeave={nothing} {...more} />
);

const shown: CallShown = {
  phase: 'connected',
  securityCode: '417902',
  agentName: 'Anna Berger',
  supervisorName: null,
  remote: agent,
  seen: true,
  since: Date.now() - 65_000,
};
const call = (
  guide: Guide,
  more: Partial<CallShown> = {},
  offline = false,
  talk: Partial<TalkShown> = {},
) => (
  <CallView
    tenant={tenant}
    call={{ ...shown, ...more }}
    guide={guide}
    own={own}
    offline={offline}
    canSwitchCamera
    onSwitchCamera={nothing}
    onHangUp={nothing}
    talk={{ ...silent, isReady: true, ...talk }}
    onWrite={nothing}
    onChat={nothing}
    onCancelPhoto={nothing}
  />
);
const entry = (from: 'agent' | 'customer', text: string, minutes: number, isPending = false) => ({
  id: text,
  from,
  text,
  at: Date.UTC(2026, 10, 21, 9, minutes),
  isPending,
});
const entries = [
  entry('agent', 'Bitte nennen Sie mir Ihren Geburtsnamen.', 2),
  entry('customer', 'Schmidt-Oberländer', 3),
  entry('agent', 'Danke. Ich sage dazu Meldeadresse: <b>die Anschrift im Ausweis</b>.', 4),
  entry('customer', 'Donaudampfschifffahrtsgesellschaftskapitänsmützenstraße 12, 94032 Passau', 5, true),
];
const chat = { entries, isOpen: true, unread: 0 };
const photo = (change: Partial<TalkShown['photo']>) => ({
  photo: { ...silent.photo, at: Date.now(), ...change },
});
/** Somebody was there a moment ago. */
function SupervisorLeaves({ children }: { children: (name: string | null) => ReactNode }) {
  const [name, setName] = useState<string | null>('Sam Beispiel');
  useEffect(() => {
    const timer = setTimeout(() => setName(null));
    return () => clearTimeout(timer);
  }, []);
  return children(name);
}
const broken = (reason: BreakReason) => (
  <InterruptedView tenant={tenant} reason={reason} onReturn={nothing} />
);
const outcome = (state: EndState, reason: BreakReason | null = null) => (
  <OutcomeView tenant={tenant} state={state} reason={reason} />
);
const stop = (of: Stop) => <ProblemView stop={of} onReload={nothing} />;
const consent = (offline = false) => (
  <ConsentView
    tenant={tenant}
    purposes={{ de: 'Eröffnung eines Girokontos', en: 'opening a current account' }}
    offline={offline}
    onAgree={nothing}
  />
);

/** Every state a customer may see, by name, as `?state=`. */
export const states: Record<string, () => ReactNode> = {
  opening: () => <OpeningView unreachable={false} />,
  unreachable: () => <OpeningView unreachable />,
  consent: () => consent(),
  'consent-offline': () => consent(true),
  'preview-why': () => preview(closed),
  'preview-asking': () => preview({ ...closed, status: 'asking' }),
  preview: () => preview(open),
  'preview-single': () => preview(single, true),
  'preview-refused': () => problem('refused'),
  'preview-missing': () => problem('missing'),
  'preview-in-use': () => problem('in_use'),
  'preview-insecure': () => problem('insecure_page'),
  'preview-failed': () => problem('failed'),
  waiting: () => waiting({}),
  'waiting-next': () => waiting({ place: place(1, 10) }),
  'waiting-back': () => waiting({ place: place(1, null), back: 'agent_left' }),
  'waiting-offline': () => waiting({ offline: true }),
  'waiting-unknown': () => waiting({ place: null }),
  left: () => <LeftView tenant={tenant} linkExpiresAt="2026-12-01T12:00:00Z" onReturn={nothing} />,
  offered: () => <FoundView tenant={tenant} stream={own} />,
  'call-connecting': () =>
    call('connecting', { phase: 'agreeing', securityCode: null, agentName: null, seen: false }),
  'call-code': () => call('code'),
  'call-listen': () => call('listen'),
  'call-consent': () => call('consent_spoken'),
  'call-front': () => call('document_front'),
  'call-back': () => call('document_back'),
  'call-face': () => call('face'),
  'call-data': () => call('data_match'),
  'call-reconnecting': () => call('face', { phase: 'reconnecting' }),
  'call-offline': () => call('face', {}, true),
  'call-chat': () => call('document_front', {}, false, { chat }),
  'call-chat-code': () => call('code', {}, false, { chat }),
  'call-chat-unread': () => call('face', {}, false, { chat: { ...chat, isOpen: false, unread: 2 } }),
  'call-light': () => call('document_front', {}, false, { camera: { change: 'torch_on', at: Date.now() } }),
  'call-photo-still': () => call('document_front', {}, false, photo({ phase: 'taking' })),
  'call-photo-sending': () => call('document_front', {}, false, photo({ phase: 'sending', share: 0.42 })),
  'call-photo-done': () => call('document_back', {}, false, photo({ phase: 'done', share: 1 })),
  'call-photo-failed': () => call('document_back', {}, false, photo({ phase: 'ended', problem: 'failed' })),
  'call-supervised': () => call('document_front', { supervisorName: 'Sam Beispiel' }),
  'call-supervised-code': () => call('code', { supervisorName: 'Maximiliane Freifrau von Beispielhausen' }),
  'call-supervisor-left': () => (
    <SupervisorLeaves>{name => call('face', { supervisorName: name })}</SupervisorLeaves>
  ),
  'broken-left': () => broken('customer_left'),
  'broken-picture': () => broken('picture_unclear'),
  'broken-camera': () => broken('camera_failed'),
  'broken-encryption': () => broken('encryption_failed'),
  'broken-unknown': () => broken('unknown_participant'),
  'broken-roster': () => broken('roster_not_proven'),
  'broken-untrusted': () => broken('agent_not_proven'),
  verified: () => outcome('verified'),
  'verified-changes': () => outcome('verified_with_changes'),
  fraud: () => outcome('fraud_suspected', 'document_forged'),
  review: () => outcome('in_review'),
  cancelled: () => outcome('cancelled'),
  expired: () => outcome('expired'),
  'link-unknown': () => stop('link_unknown'),
  'link-expired': () => stop('link_expired'),
  'link-spent': () => stop('link_spent'),
  replaced: () => stop('replaced'),
  'cannot-encrypt': () => stop('cannot_encrypt'),
  'other-company': () => stop('other_company'),
  outdated: () => stop('outdated_page'),
  ...Object.fromEntries(
    decisionReasonCodes.map(code => [`rejected-${code}`, () => outcome('rejected', code)]),
  ),
};
