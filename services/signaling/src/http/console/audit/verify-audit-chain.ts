import { addAuditEvent, verifyAuditChain as verify } from '@visavis/db';
import { consoleApi } from '@visavis/protocol';
import { consoleRoute } from '../../mount.ts';
import { Refused } from '../../refused.ts';
import { inOwnChain } from './own-chain.ts';

/** Whose chain is being verified by this process: it costs, so one at a time. */
const running = new Set<string>();

export const verifyAuditChain = consoleRoute(
  consoleApi.verifyAuditChain,
  async ({ context, user, actor }) => {
    const { organisationId } = user;
    if (running.has(organisationId)) throw new Refused('too_many_requests');
    running.add(organisationId);
    try {
      return await inOwnChain(context, user, async transaction => {
        const { count: events, erased, damage } = await verify(transaction, organisationId);
        await addAuditEvent(transaction, {
          organisationId,
          actor,
          action: 'audit.verified',
          subject: { kind: 'audit', id: organisationId },
          payload: { events, damaged: damage.length },
        });
        return { organisationId, at: new Date().toISOString(), events, erased, damage };
      });
    } finally {
      running.delete(organisationId);
    }
  },
);
