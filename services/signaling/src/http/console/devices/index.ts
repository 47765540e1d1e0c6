import type { ConsoleRoute } from '../../mount.ts';
import { approveDevice } from './approve-device.ts';
import { listDevices } from './list-devices.ts';
import { revokeDevice } from './revoke-device.ts';

export const deviceRoutes: readonly ConsoleRoute[] = [listDevices, approveDevice, revokeDevice];
