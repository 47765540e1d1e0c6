import { E2eeError, fromBase64Url, verifyRecipientList, type RecipientList } from '@visavis/e2ee';
import { z } from 'zod';

export type ShownList = {
  version: number;
  /** Milliseconds since 1970. */
  expires: number;
  recipients: string[];
  /** `unchecked`: the root's fingerprint was never typed into this browser. */
  signature: 'verified' | 'unchecked' | 'forged';
};

const claimed = z.object({
  version: z.int(),
  expires: z.int(),
  recipients: z.array(z.object({ id: z.string() })),
});

/** What the list says before anybody has verified it; null if it says nothing readable. */
function claimedList(jws: string): z.infer<typeof claimed> | null {
  try {
    const payload = new TextDecoder().decode(fromBase64Url(jws.split('.')[1] ?? ''));
    return claimed.parse(JSON.parse(payload));
  } catch {
    return null;
  }
}

const shown = (
  {
    version,
    expires,
    recipients,
  }: Pick<RecipientList, 'version' | 'expires'> & { recipients: { id: string }[] },
  signature: ShownList['signature'],
): ShownList => ({ version, expires: expires * 1000, recipients: recipients.map(({ id }) => id), signature });

/** A contract's recipient list for people to read, verified under the pinned root if there is one. */
export async function readList(
  jws: string,
  contract: string,
  tenant: string,
  root: CryptoKey | null,
): Promise<ShownList | null> {
  const said = claimedList(jws);
  if (!said) return null;
  if (!root) return shown(said, 'unchecked');
  try {
    // expiry is shown, not refused: `now` lies before every list
    return shown(
      await verifyRecipientList(jws, root, { tenant, contract, now: 0, seenVersion: 0 }),
      'verified',
    );
  } catch (error) {
    if (error instanceof E2eeError) return shown(said, 'forged');
    throw error;
  }
}
