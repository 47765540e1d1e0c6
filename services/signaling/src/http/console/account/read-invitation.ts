import { consoleApi } from '@visavis/protocol';
import { readInvitation as read } from '../../../access/invitation.ts';
import { openRoute } from '../../mount.ts';

export const readInvitation = openRoute(consoleApi.readInvitation, ({ context, body }) =>
  read(context, body.token),
);
