export { E2eeError, type E2eeCode } from './errors.ts';
export { fromBase64Url, fromHex, toBase64Url, toHex, type Bytes } from './bytes.ts';
export { contextHash, type CallContext } from './agreement/context.ts';
export { MAX_AGREEMENTS, type AgreementContext, type Initiator, type Role } from './agreement/messages.ts';
export type { AgreementResult, CertifiedSupervisor, Step, WrapKeys } from './agreement/result.ts';
export {
  startInitiator,
  stepInitiator,
  type CustomerOptions,
  type InitiatorState,
  type SupervisorOptions,
} from './agreement/initiator.ts';
export { startAgent, stepAgent, type AgentOptions, type AgentState } from './agreement/agent.ts';
export {
  certificateRole,
  issueCertificate,
  verifyCertificate,
  type Certificate,
  type CertificateRole,
  type CertifiedDevice,
} from './identity/certificate.ts';
export { generateDeviceKey, type DeviceKey } from './identity/device.ts';
export {
  deviceFingerprint,
  matchesFingerprint,
  parseFingerprint,
  rootFingerprint,
} from './identity/fingerprint.ts';
export { importVerifyKey, thumbprint, type PrivateJwk, type PublicJwk } from './identity/keys.ts';
export { generateRootKeyFile, loadRootKeyFile, type Root, type RootKeyFile } from './identity/root.ts';
export { firstEpoch } from './sender-keys.ts';
export type { RosterEntry } from './roster.ts';
export { ALARM, openAlarm, sealAlarm } from './alarm.ts';
export { openRosterSeen, ROSTER_SEEN, sealRosterSeen } from './roster-seen.ts';
export {
  generatePair,
  openRosterChange,
  pairKeys,
  ROSTER_CHANGE,
  sealRosterChange,
  type Introduction,
  type RosterChange,
} from './roster-change.ts';
export { DATA_CHANNEL, DATA_PAYLOAD_MOST, type DataChannelName } from './media/data.ts';
export { CONNECTION_SETTINGS } from './media/connection.ts';
export type { TrackSlot } from './media/frame.ts';
export type {
  FromWorker,
  Peer,
  ToWorker,
  TransformOptions,
  TransformStats,
} from './media/worker-protocol.ts';
export {
  createContentKey,
  isWrappedFor,
  keysMissing,
  openContentKey,
  type ContentKey,
  type SealingList,
} from './evidence/content-key.ts';
export { wrappedContentKey, type WrappedContentKey } from './evidence/wrap.ts';
export {
  generateEvidenceKeyFile,
  loadEvidenceKeyFile,
  type EvidenceKey,
  type EvidenceKeyFile,
} from './evidence/evidence-key.ts';
export {
  claimedRecipientList,
  readRecipientList,
  recipientId,
  signRecipientList,
  SUITE,
  verifyRecipientList,
  type Recipient,
  type RecipientList,
  type RecipientListExpectation,
  type RecipientListHead,
  type RecipientSuite,
  type VerifiedRecipientList,
} from './evidence/recipients.ts';
export {
  openSegment,
  sealArtefact,
  sealSegment,
  type ArtefactContext,
  type SealedSegment,
} from './evidence/segment.ts';
export {
  decisionOutcome,
  signDecision,
  verifyDecision,
  type Decision,
  type DecisionOutcome,
} from './evidence/decision.ts';
export {
  headOf,
  signManifest,
  verifyManifest,
  verifyManifestChain,
  type AttemptContext,
  type Manifest,
  type ManifestArtefact,
  type ManifestChain,
  type ManifestHead,
  type Signer,
} from './evidence/manifest.ts';
export {
  openEvidence,
  type EvidenceInput,
  type Incompleteness,
  type OpenedArtefact,
  type OpenedEvidence,
} from './evidence/open.ts';
