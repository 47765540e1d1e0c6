import { findTenant } from '@visavis/db';
import { apiKeyDaysDefault, apiKeyDaysMost, apiKeyRequest } from '@visavis/protocol';
import { z } from 'zod';
import { issueApiKey } from '../../access/api-key.ts';
import { orNotFound } from '../../http/refused.ts';
import { command, commandLine } from '../command.ts';

const { label, scopes } = apiKeyRequest.shape;

export const apiKeyCommands = {
  'create-api-key': command({
    summary: 'Make a key for a tenant’s own systems; prints it',
    options: z.strictObject({
      tenant: z.uuid(),
      label,
      scope: scopes,
      days: z.coerce.number().default(apiKeyDaysDefault).pipe(z.int().min(1).max(apiKeyDaysMost)),
    }),
    isSecret: true,
    run: ({ act }, { tenant, scope, ...rest }) =>
      act(async transaction => {
        const { id } = orNotFound(await findTenant(transaction, tenant));
        const made = await issueApiKey(transaction, id, { ...rest, scopes: scope }, commandLine);
        return {
          json: made,
          text: `Store this key where its system keeps its secrets. Nobody can show it again.\n\n${made.key}\n`,
        };
      }),
  }),
};
