import { canEncrypt, createStore, type DeviceChoice, type Store, type WritableStore } from '@visavis/call';
import { isFinal, type Language } from '@visavis/protocol';
import { isLocale, suggestLocale } from '@visavis/ui';
import type { Link } from '../../link.ts';
import { openCallDesk, type CallDesk } from '../call/data.ts';
import { keepDevices, type DeviceKeeper } from '../preview/data.ts';
import { automaton } from './automaton.ts';
import { connect, type Connection } from './connection.ts';
import { after, screenOf, start, type Journey, type Stop, type Tiding } from './state.ts';
import { isLinkedCompany } from './trust.ts';
import { keepAwake } from './wake-lock.ts';

/** Everything the screens read and do. */
export type Desk = {
  journey: Store<Journey>;
  devices: DeviceKeeper;
  calls: CallDesk;
  agree: (language: Language) => void;
  openDevices: (choice?: DeviceChoice) => void;
  /** Camera and microphone are fine: now call me. */
  proceed: () => void;
  leaveQueue: () => void;
  /** Back to the queue after an interruption or a pause. */
  comeBack: () => void;
  switchCamera: () => void;
  hangUp: () => void;
};

export type Parts = {
  journey: WritableStore<Journey>;
  devices: DeviceKeeper;
  calls: CallDesk;
  connection: Connection;
};

/**
 * Opens the customer's way through an identification.
 * @param link null when the address is none
 */
export function openDesk(link: Link | null, kept: Pick<Storage, 'getItem' | 'setItem'>): Desk {
  const consentKey = `visavis.consent.${link?.identificationId ?? ''}`;
  const agreed = kept.getItem(consentKey);
  const journey = createStore<Journey>({ ...start, consent: isLocale(agreed) ? agreed : null });
  const devices = keepDevices(() => void reopen(parts));
  const connection = connect(link, tiding => void take(tiding));
  const calls = openCallDesk({
    channel: connection.channel,
    request: connection.request,
    onBroken: endedReason => journey.update({ endedReason }),
    flip: () => flip(parts),
  });
  const parts: Parts = { journey, devices, calls, connection };
  const stop = (reason: Stop) => {
    connection.close();
    journey.update(after(journey.get(), { type: 'stop', stop: reason }));
  };

  // one after the other, since looking at a key takes a moment and the order of tidings matters
  let turn: Promise<void> = Promise.resolve();
  const take = (tiding: Tiding) => (turn = turn.then(() => digest(tiding)));
  const digest = async (tiding: Tiding) => {
    if (tiding.type === 'identification' && link) {
      const { context } = tiding.notice;
      // nothing of an identification is shown before its company is known to be the link's
      if (!(await isLinkedCompany(link, context.rootKey))) {
        stop('other_company');
        return;
      }
      suggestLocale(context.language);
    }
    journey.update(after(journey.get(), tiding));
  };

  const react = automaton(parts, stop);
  const awake = keepAwake();
  const follow = () => {
    followJourney(parts, awake);
    react();
  };
  journey.subscribe(follow);
  devices.state.subscribe(follow);
  if (!canEncrypt()) stop('cannot_encrypt');
  else if (!link) stop('link_unknown');
  else connection.open();
  return {
    ...deeds(parts),
    agree: language => {
      kept.setItem(consentKey, language);
      journey.update({ consent: language });
    },
  };
}

function deeds(parts: Parts): Omit<Desk, 'agree'> {
  const { journey, devices, calls } = parts;
  return {
    journey,
    devices,
    calls,
    openDevices: choice => void devices.open(choice),
    proceed: () => journey.update({ ready: true, left: false }),
    leaveQueue: () => {
      journey.update({ ready: false, left: true });
      devices.close();
    },
    comeBack: () => {
      const ready = devices.state.get().status === 'open';
      journey.update({ interruption: null, back: null, left: false, returns: 0, ready });
    },
    switchCamera: () => void flip(parts),
    hangUp: () => {
      calls.close();
      journey.update({ endedReason: 'customer_left' });
    },
  };
}

async function useTracks({ devices, calls }: Parts): Promise<void> {
  const { stream } = devices.state.get();
  if (stream) await calls.replaceTracks(stream);
}

/** To the camera that looks the other way. @returns whether it gives a picture */
async function flip(parts: Parts): Promise<boolean> {
  const isOpen = await parts.devices.nextCamera();
  await (isOpen ? useTracks(parts) : reopen(parts));
  return isOpen;
}

/** Camera or microphone went away: another one takes over, else a call ends and a place in the queue waits. */
async function reopen(parts: Parts): Promise<void> {
  const { journey, devices, calls } = parts;
  if (await devices.open()) {
    await useTracks(parts);
    return;
  }
  if (journey.get().attempt) {
    calls.close();
    journey.update({ endedReason: 'camera_failed', ready: false });
  } else journey.update({ ready: false });
}

/** What hangs on the journey: the call on its attempt, the camera and the screen's light on the screen shown. */
function followJourney(
  { journey, devices, calls, connection }: Parts,
  awake: (wanted: boolean) => void,
): void {
  const now = journey.get();
  const { attempt, identification, consent, stop } = now;
  const screen = screenOf(now);
  const { stream, status, cameras } = devices.state.get();
  awake(screen === 'waiting' || screen === 'offered' || screen === 'call');
  if (!attempt || stop) calls.close();
  else if (now.ready && stream && identification && !now.endedReason) {
    calls.prepare(attempt.id, identification, consent ?? identification.context.language, stream);
    if (attempt.accepted) calls.accept();
    calls.useCamera(stream, cameras.length > 1);
  }
  const isOver = stop !== null || screen === 'outcome' || screen === 'review';
  if (isOver && status !== 'closed') devices.close();
  // a finished link is refused from now on; nothing more is to be heard
  if (identification && isFinal(identification.state)) connection.close();
}
