import { asPlatform, findDeviceUse, findRevokedInCalls } from '@visavis/db';
import { abort, withdrawOffer } from '../calls/abort.ts';
import { endSupervision } from '../calls/supervision.ts';
import { send, type Live } from './live.ts';

/**
 * Ends what goes on with a device that was revoked, whichever process does it first: its calls, and its consoles wherever
 * they are. Nobody is offered a call with it from then on, and nothing that it signs counts.
 */
export async function endDevice(live: Live, deviceId: string): Promise<void> {
  const use = await asPlatform(live.sql, sql => findDeviceUse(sql, deviceId));
  for (const attemptId of use.attempts) {
    const reason = 'device_revoked';
    const withdrawn = await withdrawOffer(live, attemptId, { reason, agentStatus: 'paused' });
    if (!withdrawn) await abort(live, attemptId, reason);
  }
  for (const attemptId of use.supervisions) await endSupervision(live, attemptId, 'device_revoked');
  for (const connectionId of use.connections) {
    const console = live.consoles.in(connectionId);
    send(console, 'device:revoked', {});
    console.disconnectSockets(true);
  }
}

/** Calls that go on with a revoked device, should the news have been missed. */
export async function endRevokedDevices(live: Live): Promise<void> {
  const deviceIds = await asPlatform(live.sql, findRevokedInCalls);
  for (const deviceId of deviceIds) await endDevice(live, deviceId);
}
