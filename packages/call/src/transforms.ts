import type { TransformOptions } from '@visavis/e2ee';
import type { Slot } from '@visavis/protocol';
import { createAttachments } from './attachment.ts';
import { holdsFramesBack, type Encryption } from './encryption.ts';
import type { ConsumerNotice, TrackTransforms } from './media.ts';
import { rosterIndex } from './party/roster.ts';

/** The transforms of one call's tracks: attached, and proven to be used before anything of a track is sent or shown. */
export type Transforms = TrackTransforms & {
  isProvenOwn: (slot: Slot) => boolean;
  provenOwn: (slot: Slot) => Promise<void>;
  /** Frames of this slot flow by now. @param onFailure the browser does not use the transform */
  insistOwn: (slot: Slot, onFailure: () => void) => void;
  proven: (notice: ConsumerNotice) => Promise<void>;
  insist: (notice: ConsumerNotice) => void;
  close: () => void;
};

const optionsOf = ({ slot, participant }: ConsumerNotice): TransformOptions => ({
  direction: 'receive',
  slot,
  index: rosterIndex[participant],
});

/** @param self this end's roster index */
export function createTransforms(encryption: Encryption, self: number): Transforms {
  const attachments = createAttachments(encryption, !holdsFramesBack());
  const senders = new Map<Slot, RTCRtpSender>();
  const receivers = new Map<string, RTCRtpReceiver>();
  const own = (slot: Slot): TransformOptions => ({ direction: 'send', slot, index: self });
  const attachSender = (slot: Slot) => {
    const sender = senders.get(slot);
    if (sender) encryption.attach(sender, own(slot));
  };
  const attachReceiver = (notice: ConsumerNotice) => {
    const receiver = receivers.get(notice.consumerId);
    if (receiver) encryption.attach(receiver, optionsOf(notice));
  };
  return {
    seal: (slot, sender) => {
      senders.set(slot, sender);
      attachments.begin(own(slot));
      attachSender(slot);
    },
    open: (notice, receiver) => {
      receivers.set(notice.consumerId, receiver);
      attachments.begin(optionsOf(notice));
      attachReceiver(notice);
    },
    isProvenOwn: slot => attachments.isProven(own(slot)),
    provenOwn: slot => attachments.proven(own(slot)),
    insistOwn: (slot, onFailure) => attachments.insist(own(slot), () => attachSender(slot), onFailure),
    proven: notice => attachments.proven(optionsOf(notice)),
    // it may simply be that nothing is sent yet: what is not proven is not shown, and that is all
    insist: notice =>
      attachments.insist(
        optionsOf(notice),
        () => attachReceiver(notice),
        () => undefined,
      ),
    close: attachments.close,
  };
}
