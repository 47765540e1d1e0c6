/**
 * How every RTCPeerConnection of ours must be made (R32); with mediasoup-client `additionalSettings` of a transport.
 * Chromium attaches a pass-through to any sender or receiver that has no transform shortly after its making, and then
 * ignores a later one without a word: media leaves in clear. With this member it waits for a transform for ever. Other
 * browsers ignore the member.
 */
export const CONNECTION_SETTINGS: RTCConfiguration & { encodedInsertableStreams: true } = {
  encodedInsertableStreams: true,
};
