import { identificationStatus, orderedView, type OrderedView } from '@visavis/protocol';
import type { z } from 'zod';
import { samplePerson, type Ready } from '../start/ready.ts';

/** What the tenant's own system does, over REST with its API key. */
export function tenantSystem(ready: Ready) {
  const call = async (method: string, path: string, body?: unknown): Promise<Response> => {
    const answer = await fetch(`${ready.baseUrl}/api/v1${path}`, {
      method,
      headers: { authorization: `Bearer ${ready.tenant.apiKey}`, 'content-type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${await answer.text()}`);
    return answer;
  };
  return {
    order: async (): Promise<OrderedView> =>
      orderedView.parse(
        await (
          await call('POST', '/identifications', {
            contractId: ready.contractId,
            language: 'en',
            reference: 'demo',
            person: samplePerson,
          })
        ).json(),
      ),
    status: async (id: string): Promise<z.infer<typeof identificationStatus>> =>
      identificationStatus.parse(await (await call('GET', `/identifications/${id}`)).json()),
    evidence: async (id: string): Promise<Uint8Array<ArrayBuffer>> =>
      new Uint8Array(await (await call('GET', `/identifications/${id}/evidence`)).arrayBuffer()),
  };
}
