import { asPlatform, countRecoveryCodes } from '@visavis/db';
import { consoleApi } from '@visavis/protocol';
import { consoleRoute } from '../../mount.ts';

export const readAccount = consoleRoute(consoleApi.readAccount, async ({ context, user }) => ({
  recoveryCodesLeft: await asPlatform(context.sql, transaction => countRecoveryCodes(transaction, user.id)),
}));
