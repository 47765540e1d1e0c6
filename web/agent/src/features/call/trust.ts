import {
  contextHash,
  E2eeError,
  fromBase64Url,
  verifyRecipientList,
  type Bytes,
  type VerifiedRecipientList,
} from '@visavis/e2ee';
import { consentText, rulesets, type CallContext } from '@visavis/protocol';
import { z } from 'zod';
import type { ReadyDevice } from '../device/data.ts';
import { noteVersion, seenVersion, type Vault } from '../device/vault.ts';

/** Why what the server says about a call is not believed. */
export type TrustTrouble =
  | 'root_differs'
  | 'context_differs'
  | 'ruleset_unknown'
  | 'recipients_invalid'
  | 'recipients_expired'
  | 'recipients_superseded';

export type Trust = { ok: true; list: VerifiedRecipientList } | { ok: false; trouble: TrustTrouble };

export type TrustBasis = { device: ReadyDevice; vault: Vault };

const named = z.object({ contract: z.string() });

/** The contract that a list says it is for; believed only once the list is verified. */
function contractOf(jws: string): string {
  try {
    const payload = new TextDecoder().decode(fromBase64Url(jws.split('.')[1] ?? ''));
    return named.parse(JSON.parse(payload)).contract;
  } catch {
    throw new E2eeError('bad_recipient_list', 'names no contract');
  }
}

const isKnown = (asked: { id: string; version: number }): boolean =>
  rulesets.some(
    ({ id, version }: { id: string; version: number }) => id === asked.id && version === asked.version,
  );

function troubleOf({ code }: E2eeError): TrustTrouble {
  if (code === 'recipient_list_expired') return 'recipients_expired';
  return code === 'recipient_list_superseded' ? 'recipients_superseded' : 'recipients_invalid';
}

/**
 * Holds what the server says about the call against what this console knows by itself: the tenant's pinned
 * root, the rulesets it can show, and the versions of recipient lists it has seen (R28).
 */
export async function verifyCallContext(
  context: CallContext,
  tenantId: string,
  { device, vault }: TrustBasis,
): Promise<Trust> {
  const trust = device.tenants.get(tenantId);
  if (!trust) return { ok: false, trouble: 'context_differs' };
  const { pin, root, name } = trust;
  if (context.rootKey.x !== pin.rootKey.x || context.rootKey.y !== pin.rootKey.y)
    return { ok: false, trouble: 'root_differs' };
  if (context.tenantId !== tenantId || context.tenantName !== name)
    return { ok: false, trouble: 'context_differs' };
  if (!isKnown(context.ruleset)) return { ok: false, trouble: 'ruleset_unknown' };
  try {
    const contract = contractOf(context.recipientList);
    const list = await verifyRecipientList(context.recipientList, root, {
      tenant: pin.tenant,
      contract,
      now: Math.floor(Date.now() / 1000),
      seenVersion: await seenVersion(vault, pin.tenant, contract),
    });
    await noteVersion(vault, pin.tenant, contract, list.version);
    return { ok: true, list };
  } catch (error) {
    if (error instanceof E2eeError) return { ok: false, trouble: troubleOf(error) };
    throw error;
  }
}

/** Hash of what this console shows; the customer's page hashes what it has shown. */
export const shownHash = (context: CallContext): Promise<Bytes> =>
  contextHash({
    tenantName: context.tenantName,
    purpose: context.purpose,
    identification: context.identificationId,
    rulesetVersion: `${context.ruleset.id}@${context.ruleset.version}`,
    consentText: consentText(context.consentVersion, context.language, context.tenantName, context.purpose),
    recipientList: context.recipientList,
  });
