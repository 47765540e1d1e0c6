import { asTenant } from '@visavis/db';
import { consoleApi } from '@visavis/protocol';
import { openTestObject as open } from '../../trust/test-object.ts';
import { consoleRoute } from '../mount.ts';
import { viewContract } from '../views.ts';

export const openTestObject = consoleRoute(
  consoleApi.openTestObject,
  ({ context, tenantId, actor, params, body }) =>
    asTenant(context.sql, tenantId, async transaction =>
      viewContract(await open(transaction, params.id, body.opened, actor)),
    ),
);
