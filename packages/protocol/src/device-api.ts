import { z } from 'zod';
import { deviceRoles } from './console.ts';
import type { ConsoleEndpoint } from './endpoint.ts';
import { list } from './list.ts';
import { id, instant, publicJwk } from './primitives.ts';

/** As the person reads it from their console: case, spaces and dashes do not matter. */
export const deviceApproval = z.strictObject({ fingerprint: z.string().trim().min(32).max(64) });

/** A device of somebody of the organisation, as its administrator sees it. */
export const deviceAdminView = z.strictObject({
  id,
  person: z.strictObject({ id, name: z.string() }),
  role: z.enum(deviceRoles),
  status: z.enum(['requested', 'approved', 'revoked']),
  /** Who shows its fingerprint computes it: nobody has to believe one that the server says. */
  publicKey: publicJwk,
  requestedAt: instant,
  approvedAt: instant.nullable(),
  revokedAt: instant.nullable(),
  /** Tenants whose roots have signed for it. */
  certificates: z.array(z.strictObject({ tenantName: z.string(), expiresAt: instant })),
});
export type DeviceAdminView = z.infer<typeof deviceAdminView>;

/** What an administrator does about the devices of their organisation's people. */
export const deviceApi = {
  listDevices: {
    action: 'manage_devices',
    method: 'get',
    path: '/api/console/devices',
    summary: 'All devices of the organisation’s people, those that wait for approval first',
    status: 200,
    reply: list(deviceAdminView),
    refusals: ['not_permitted'],
  },
  approveDevice: {
    action: 'manage_devices',
    method: 'post',
    path: '/api/console/devices/{id}/approval',
    summary: 'Approve a device by the fingerprint that its person has read out',
    body: deviceApproval,
    status: 200,
    reply: deviceAdminView,
    refusals: ['not_permitted', 'not_found', 'fingerprint_differs', 'wrong_state'],
  },
  revokeDevice: {
    action: 'manage_devices',
    method: 'post',
    path: '/api/console/devices/{id}/revocation',
    summary: 'End a device for good, with the consoles and calls that use it; may be repeated',
    status: 200,
    reply: deviceAdminView,
    refusals: ['not_permitted', 'not_found'],
  },
} as const satisfies Record<string, ConsoleEndpoint>;
