export { prepareCall, type Call, type CallOptions, type CallPhase, type CallState } from './call.ts';
export type { CallEnd } from './party/party.ts';
export { rosterIndex, type RosterMember } from './party/roster.ts';
export { supervisorName } from './party/supervisor-name.ts';
export { isConnectionProblem } from './problems.ts';
export { readConnection, type Connection, type TransportConnection } from './connection.ts';
export {
  closeDevices,
  listDevices,
  openDevices,
  watchLevel,
  type DeviceChoice,
  type DeviceProblem,
  type DeviceResult,
} from './devices.ts';
export { canEncrypt, type Encryption } from './encryption.ts';
export { onNotice, requester, RequestError, type Channel } from './requests.ts';
export { createStore, type Store, type WritableStore } from './store.ts';
