export { E2eeError, type E2eeCode } from './errors.ts';
export { fromBase64Url, fromHex, toBase64Url, toHex, type Bytes } from './bytes.ts';
export { contextHash, type CallContext } from './agreement/context.ts';
export { MAX_AGREEMENTS, type AgreementContext, type Role } from './agreement/messages.ts';
export type { AgreementResult, Step, WrapKeys } from './agreement/result.ts';
export {
  startCustomer,
  stepCustomer,
  type CustomerOptions,
  type CustomerState,
} from './agreement/customer.ts';
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
export { matchesFingerprint, parseFingerprint, rootFingerprint } from './identity/fingerprint.ts';
export { importVerifyKey, thumbprint, type PrivateJwk, type PublicJwk } from './identity/keys.ts';
export { generateRootKeyFile, loadRootKeyFile, type Root, type RootKeyFile } from './identity/root.ts';
export { firstEpoch, type RosterEntry } from './sender-keys.ts';
export { CONNECTION_SETTINGS } from './media/connection.ts';
export type { TrackSlot } from './media/frame.ts';
export type { FromWorker, ToWorker, TransformOptions, TransformStats } from './media/worker-protocol.ts';
export {
  createContentKey,
  openContentKey,
  wrappedContentKey,
  type ContentKey,
  type WrappedContentKey,
} from './evidence/content-key.ts';
export {
  generateEvidenceKeyFile,
  loadEvidenceKeyFile,
  type EvidenceKey,
  type EvidenceKeyFile,
} from './evidence/evidence-key.ts';
export {
  signRecipientList,
  verifyRecipientList,
  type Recipient,
  type RecipientList,
  type RecipientListExpectation,
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
