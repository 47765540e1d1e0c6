import type { Attack } from '../attack.ts';
import { endlessAgreements, newAgreementAfterCode, verifiedWithoutCode } from './agreement/after-the-code.ts';
import {
  expiredDevice,
  otherPersonsCertificate,
  otherRolesDevice,
  otherTenantsDevice,
  uncertifiedAgent,
} from './agreement/certificates.ts';
import { falseRootAtRegistration, falseRootForLink } from './agreement/false-root.ts';
import { crossRole, otherAttempt, versionDowngrade } from './agreement/hello-fields.ts';
import { keySwap } from './agreement/key-swap.ts';
import { manInTheMiddle } from './agreement/man-in-the-middle.ts';
import { precomputedHellos, withheldCommitment } from './agreement/precomputed-hellos.ts';
import { reflectedConfirmation, replayedAgreement } from './agreement/replay.ts';
import { splicedTenants } from './agreement/wrong-context.ts';
import { lateTransform, plainMedia } from './browser/plain-media.ts';
import {
  flippedMessages,
  otherAttemptsMessage,
  otherSendersMessage,
  ownMessagesBack,
  photoAsControl,
  renamedChannel,
} from './data/misplaced.ts';
import { lateMessages, replayedMessages } from './data/repeated.ts';
import {
  droppedManifest,
  forgedManifest,
  forkedManifest,
  reorderedSegments,
  splicedAttempt,
  splicedSegment,
  truncatedRecording,
} from './evidence/cut.ts';
import { decisionByAnotherRole, forgedRecording, oneOfTwo } from './evidence/forged.ts';
import { expiredList, otherContractsList, rolledBackList, swappedList } from './evidence/recipients.ts';
import { restartedRecorder } from './evidence/restarted-recorder.ts';
import { twoOpenings } from './evidence/two-openings.ts';
import { hiddenListener, hiddenSpeaker, oldEpoch, restartedWorker, rolledBackKey } from './media/keys.ts';
import { clearBytes, flippedBits, heldBackFrames, mangledStream, replayedFrames } from './media/mangled.ts';
import { otherSessionsFrames, ownFramesBack, swappedTracks } from './media/misplaced.ts';
import { everythingHeld } from './stack/everything-held.ts';
import { tabKilled } from './stack/tab-killed.ts';
import { heardAfterwards, heardBefore } from './supervisor/before-and-after.ts';
import { falseNameAtCustomer } from './supervisor/false-name.ts';
import {
  agentAsSupervisor,
  borrowedSupervisor,
  otherRolesSupervisor,
  otherTenantsSupervisor,
  uncertifiedSupervisor,
} from './supervisor/hidden.ts';
import { alteredRosterChange, forgedRosterChange, rolledBackRoster } from './supervisor/roster-change.ts';
import { suppressedLeave } from './supervisor/suppressed-leave.ts';
import { unintroducedMessages, unintroducedTrack, writesOn } from './supervisor/unintroduced.ts';
import { failClosed } from './transitions/index.ts';

/** In the order in which they are told; the long ones are begun early. */
export const attacks: readonly Attack[] = [
  everythingHeld,
  tabKilled,
  failClosed,
  keySwap,
  precomputedHellos,
  manInTheMiddle,
  withheldCommitment,
  versionDowngrade,
  crossRole,
  otherAttempt,
  replayedAgreement,
  reflectedConfirmation,
  endlessAgreements,
  splicedTenants,
  uncertifiedAgent,
  otherTenantsDevice,
  otherRolesDevice,
  expiredDevice,
  otherPersonsCertificate,
  falseRootForLink,
  falseRootAtRegistration,
  newAgreementAfterCode,
  verifiedWithoutCode,
  plainMedia,
  lateTransform,
  mangledStream,
  flippedBits,
  replayedFrames,
  heldBackFrames,
  clearBytes,
  otherSessionsFrames,
  swappedTracks,
  ownFramesBack,
  oldEpoch,
  rolledBackKey,
  hiddenSpeaker,
  hiddenListener,
  restartedWorker,
  uncertifiedSupervisor,
  otherRolesSupervisor,
  otherTenantsSupervisor,
  agentAsSupervisor,
  borrowedSupervisor,
  falseNameAtCustomer,
  forgedRosterChange,
  rolledBackRoster,
  alteredRosterChange,
  heardBefore,
  heardAfterwards,
  suppressedLeave,
  unintroducedTrack,
  unintroducedMessages,
  writesOn,
  replayedMessages,
  lateMessages,
  photoAsControl,
  renamedChannel,
  otherAttemptsMessage,
  otherSendersMessage,
  ownMessagesBack,
  flippedMessages,
  truncatedRecording,
  reorderedSegments,
  splicedSegment,
  splicedAttempt,
  droppedManifest,
  forkedManifest,
  forgedManifest,
  forgedRecording,
  decisionByAnotherRole,
  swappedList,
  rolledBackList,
  otherContractsList,
  expiredList,
  oneOfTwo,
  twoOpenings,
  restartedRecorder,
];
