import type { RefusalCode } from '@visavis/protocol';
import type { Context } from '../context.ts';
import type { End } from './end.ts';

/** Puts on record what an end was refused; a customer's in the chain of the tenant. */
export const refusedTo =
  ({ refusals }: Pick<Context, 'refusals'>, end: End) =>
  (code: RefusalCode, event: string): Promise<void> =>
    refusals.record({
      organisationId: end.participant === 'customer' ? end.tenantId : end.organisationId,
      actor: end.actor,
      code,
      operation: event,
    });
