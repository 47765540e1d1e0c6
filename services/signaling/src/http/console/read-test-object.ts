import { asTenant } from '@visavis/db';
import { consoleApi } from '@visavis/protocol';
import { takeTestObject } from '../../trust/test-object.ts';
import { consoleRoute } from '../mount.ts';

export const readTestObject = consoleRoute(
  consoleApi.readTestObject,
  ({ context, tenantId, actor, params }) =>
    asTenant(context.sql, tenantId, transaction => takeTestObject(transaction, params.id, actor)),
);
