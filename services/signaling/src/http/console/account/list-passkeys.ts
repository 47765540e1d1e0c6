import { asPlatform, listPasskeys as list } from '@visavis/db';
import { consoleApi } from '@visavis/protocol';
import { consoleRoute } from '../../mount.ts';
import { viewPasskey } from '../../views.ts';

export const listPasskeys = consoleRoute(consoleApi.listPasskeys, async ({ context, user }) => ({
  items: (await asPlatform(context.sql, transaction => list(transaction, user.id))).map(viewPasskey),
}));
