import { consoleApi, secondFactorOf } from '@visavis/protocol';
import { acceptInvitation as accept } from '../../../access/invitation.ts';
import { openRoute } from '../../mount.ts';

export const acceptInvitation = openRoute(
  consoleApi.acceptInvitation,
  ({ context, request, body: { token, password, ...either } }) =>
    accept(context, { token, password, secondFactor: secondFactorOf(either), ip: request.ip }),
);
