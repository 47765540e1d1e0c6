import { generateEvidenceKeyFile, loadEvidenceKeyFile, readRecipientList, SUITE } from '@visavis/e2ee';
import { inCall, manifestOf, sealed, store, type TestCall } from './call.ts';
import { apiClient, consoleClient, goLive, orderFor, type ConsoleClient } from './clients.ts';
import { startStack, type Stack, type Tenant } from './stack.ts';

/** A tenant whose contract is live, with an agent and somebody of compliance signed in. */
export async function startEvidence() {
  const stack = await startStack();
  const tenant = await stack.tenant(['agent', 'supervisor', 'compliance']);
  const compliance = await consoleClient(stack, tenant, 'compliance');
  const agent = await consoleClient(stack, tenant, 'agent');
  await goLive(compliance, tenant);
  return { stack, tenant, agent, compliance };
}

/** Ordered, and in a call of this agent's. */
export async function newCall(stack: Stack, tenant: Tenant, agent: ConsoleClient): Promise<TestCall> {
  const { body } = await apiClient(stack, tenant)('POST', '/identifications', orderFor(tenant));
  const { identification } = body as { identification: { id: string } };
  return inCall(stack, tenant, agent, identification.id);
}

/** One open attempt an agent: before the next call this one is over. */
export async function abortCalls(stack: Stack): Promise<void> {
  await stack.database.sql`update attempt set state = 'aborted' where state = 'active'`;
}

export const error = (status: number, code: string, field?: string) => ({
  status,
  body: { error: field === undefined ? { code } : { code, field } },
});

/** A list of the tenant's for somebody else, in the other suite. */
export async function otherList(tenant: Tenant) {
  const { recipient } = await loadEvidenceKeyFile(
    await generateEvidenceKeyFile(tenant.tenant.id, new Date(), SUITE.ecdh),
  );
  const jws = await tenant.signList(9, 86_400, [recipient]);
  return readRecipientList(jws, tenant.root.publicKey, tenant.tenant.id);
}

/** Everything a *verified* needs, stored. @returns the head of the chain */
export async function fullEvidence(agent: ConsoleClient, call: TestCall) {
  const artefacts = [await sealed(call, 'recording', null, ['one', 'two', 'three'])];
  for (const step of ['document_front', 'document_back', 'face'] as const)
    artefacts.push(await sealed(call, 'still', step, [`still of ${step}`]));
  for (const artefact of artefacts) await store(agent, artefact);
  const { jws, head } = await manifestOf(
    call,
    null,
    artefacts.map(({ manifest }) => manifest),
  );
  const { status } = await agent('POST', '/manifests', { attemptId: call.attemptId, number: 0, jws });
  if (status !== 204) throw new Error(`manifest: ${status}`);
  return head;
}
