import {
  claimedRecipientList,
  E2eeError,
  readRecipientList,
  SUITE,
  type Recipient,
  type RecipientList,
} from '@visavis/e2ee';

export type ShownList = {
  version: number;
  /** Milliseconds since 1970. */
  expires: number;
  /** How many of the recipients must come together. */
  threshold: number;
  recipients: { id: string; isHybrid: boolean }[];
  /** `unchecked`: the root's fingerprint was never typed into this browser. */
  signature: 'verified' | 'unchecked' | 'forged';
};

const shownRecipient = ({ id, suite }: Recipient) => ({ id, isHybrid: suite === SUITE.hybrid });

const shown = (
  { version, expires, threshold, recipients }: RecipientList,
  signature: ShownList['signature'],
): ShownList => ({
  version,
  expires: expires * 1000,
  threshold,
  recipients: recipients.map(shownRecipient),
  signature,
});

/** A contract's recipient list for people to read, verified under the pinned root if there is one. */
export async function readList(
  jws: string,
  contract: string,
  tenant: string,
  root: CryptoKey | null,
): Promise<ShownList | null> {
  const said = await claimedRecipientList(jws);
  if (!said) return null;
  if (!root) return shown(said, 'unchecked');
  try {
    // expiry is shown, not refused
    const list = await readRecipientList(jws, root, tenant);
    return shown(list, list.contract === contract ? 'verified' : 'forged');
  } catch (error) {
    if (error instanceof E2eeError) return shown(said, 'forged');
    throw error;
  }
}
