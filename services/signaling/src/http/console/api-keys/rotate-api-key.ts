import { addAuditEvent, asTenant, lockApiKey, succeedApiKey } from '@visavis/db';
import { consoleApi } from '@visavis/protocol';
import { makeApiKey } from '../../../access/api-key.ts';
import { consoleRoute } from '../../mount.ts';
import { orNotFound, Refused } from '../../refused.ts';
import { viewApiKey } from './view.ts';

/** Once only: whoever rotates twice rotates the successor. */
export const rotateApiKey = consoleRoute(
  consoleApi.rotateApiKey,
  ({ context, tenantId, actor, params, body: { overlapDays, days } }) =>
    asTenant(context.sql, tenantId, async transaction => {
      const old = orNotFound(await lockApiKey(transaction, params.id));
      if (old.isOver || old.successorId !== null) throw new Refused('wrong_state');
      const { label, scopes } = old;
      const { id, key } = await makeApiKey(transaction, { tenantId, label, scopes, days });
      await succeedApiKey(transaction, old.id, { successorId: id, overlapDays });
      const stored = orNotFound(await lockApiKey(transaction, id));
      await addAuditEvent(transaction, {
        organisationId: tenantId,
        actor,
        action: 'api_key.rotated',
        subject: { kind: 'api_key', id: old.id },
        payload: { successorId: id, overlapDays, days },
      });
      return { apiKey: viewApiKey(stored), key };
    }),
);
