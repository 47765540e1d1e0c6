import {
  E2eeError,
  fromBase64Url,
  loadEvidenceKeyFile,
  openContentKey,
  openSegment,
  toBase64Url,
  wrappedContentKey,
} from '@visavis/e2ee';
import { sealedTestObject, testObjectAttempt, type ContractView } from '@visavis/protocol';
import { ApiError, callApi } from '../../api/client.ts';

export type TestFault =
  'bad_key_file' | 'key_of_other_tenant' | 'key_not_recipient' | 'does_not_open' | 'failed';
export type TestResult = { ok: true; contract: ContractView } | { ok: false; fault: TestFault };

const fail = (fault: TestFault): TestResult => ({ ok: false, fault });

/** Opens the contract's sealed challenge with the key file, in this page, and hands in only what was inside. */
export async function openTestObject(
  contractId: string,
  tenantId: string,
  keyFile: unknown,
): Promise<TestResult> {
  try {
    const key = await loadEvidenceKeyFile(keyFile);
    if (key.tenant !== tenantId) return fail('key_of_other_tenant');
    const { sealed } = await callApi('readTestObject', { id: contractId });
    const object = sealedTestObject.parse(JSON.parse(sealed));
    const wrapped = object.wrappedKeys.find(({ recipient }) => recipient === key.recipient.id);
    if (!wrapped) return fail('key_not_recipient');
    const { artefact } = object;
    const context = { tenant: tenantId, identification: contractId, attempt: testObjectAttempt, artefact };
    const own = wrappedContentKey.parse({
      recipient: wrapped.recipient,
      jwe: JSON.parse(wrapped.jwe) as unknown,
    });
    const contentKey = await openContentKey(own, context, object.keyCommitment, key);
    const opened = await openSegment(contentKey, context, 0, true, fromBase64Url(object.ciphertext));
    const body = { opened: toBase64Url(opened) };
    return { ok: true, contract: await callApi('openTestObject', { id: contractId, body }) };
  } catch (error) {
    if (error instanceof E2eeError)
      return fail(error.code === 'bad_key_file' ? 'bad_key_file' : 'does_not_open');
    if (error instanceof ApiError)
      return fail(error.code === 'test_object_mismatch' ? 'does_not_open' : 'failed');
    return fail('failed');
  }
}
