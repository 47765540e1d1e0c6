import {
  claimedRecipientList,
  E2eeError,
  fromBase64Url,
  keysMissing,
  loadEvidenceKeyFile,
  openContentKey,
  openSegment,
  toBase64Url,
} from '@visavis/e2ee';
import { sealedTestObject, testObjectAttempt, type ContractView } from '@visavis/protocol';
import { ApiError, callApi } from '../../api/client.ts';

export type TestFault =
  'bad_key_file' | 'key_of_other_tenant' | 'key_not_recipient' | 'does_not_open' | 'failed';
export type TestResult =
  | { ok: true; contract: ContractView }
  /** So many more key files are needed. */
  | { ok: false; fault: 'too_few_keys'; missing: number }
  | { ok: false; fault: TestFault };

const fail = (fault: TestFault): TestResult => ({ ok: false, fault });

/** Opens the contract's sealed challenge with the key files, in this page, and hands in only what was inside. */
export async function openTestObject(
  contractId: string,
  tenantId: string,
  keyFiles: readonly unknown[],
): Promise<TestResult> {
  try {
    const keys = await Promise.all(keyFiles.map(loadEvidenceKeyFile));
    if (keys.some(key => key.tenant !== tenantId)) return fail('key_of_other_tenant');
    const { sealed, recipientList } = await callApi('readTestObject', { id: contractId });
    const { artefact, wrappedKeys, keyCommitment, ciphertext } = sealedTestObject.parse(JSON.parse(sealed));
    // unverified: what is shown here is that the keys open, and whose list it is the contract's card says
    const list = await claimedRecipientList(recipientList);
    if (!list) return fail('failed');
    const missing = keysMissing(list, keys);
    if (missing === list.threshold) return fail('key_not_recipient');
    if (missing > 0) return { ok: false, fault: 'too_few_keys', missing };
    const context = { tenant: tenantId, identification: contractId, attempt: testObjectAttempt, artefact };
    const contentKey = await openContentKey(wrappedKeys, context, keyCommitment, list, keys);
    const opened = await openSegment(contentKey, context, 0, true, fromBase64Url(ciphertext));
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
