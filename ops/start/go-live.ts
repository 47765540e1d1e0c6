import { readFileSync } from 'node:fs';
import {
  claimedRecipientList,
  fromBase64Url,
  loadEvidenceKeyFile,
  openContentKey,
  openSegment,
  toBase64Url,
} from '@visavis/e2ee';
import { sealedTestObject, testObject, testObjectAttempt } from '@visavis/protocol';
import type { Example } from './example.ts';
import { provision } from './provision.ts';
import type { Stack } from './stack.ts';

/**
 * Does what the example tenant's compliance user would do in the console: opens the contract's test object with the
 * evidence key file, which makes the contract live.
 */
export async function goLive(stack: Stack, example: Example): Promise<void> {
  const { contractId } = example;
  const { sealed, recipientList } = testObject.parse(await provision(stack, 'test-object', { contractId }));
  const object = sealedTestObject.parse(JSON.parse(sealed));
  const key = await loadEvidenceKeyFile(JSON.parse(readFileSync(example.evidenceKeyFile, 'utf8')));
  // just signed by this very launcher
  const list = await claimedRecipientList(recipientList);
  if (!list) throw new Error('the test object came without its list');
  const context = {
    tenant: example.tenantId,
    identification: contractId,
    attempt: testObjectAttempt,
    artefact: object.artefact,
  };
  const { wrappedKeys, keyCommitment } = object;
  const contentKey = await openContentKey(wrappedKeys, context, keyCommitment, list, [key]);
  const opened = await openSegment(contentKey, context, 0, true, fromBase64Url(object.ciphertext));
  await provision(stack, 'open-test-object', { contractId, opened: toBase64Url(opened) });
}
