import { asPlatform, renamePasskey as rename } from '@visavis/db';
import { consoleApi } from '@visavis/protocol';
import { consoleRoute } from '../../mount.ts';
import { Refused } from '../../refused.ts';

export const renamePasskey = consoleRoute(
  consoleApi.renamePasskey,
  async ({ context, user, params, body }) => {
    const isRenamed = await asPlatform(context.sql, transaction =>
      rename(transaction, user.id, params.id, body.name),
    );
    if (!isRenamed) throw new Refused('not_found');
  },
);
