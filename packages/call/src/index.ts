export {
  prepareCall,
  rosterIndex,
  type Call,
  type CallOptions,
  type CallPhase,
  type CallState,
} from './call.ts';
export type { CallEnd } from './key-exchange.ts';
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
