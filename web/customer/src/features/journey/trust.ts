import { importVerifyKey, matchesFingerprint } from '@visavis/e2ee';
import type { PublicJwk } from '@visavis/protocol';
import type { Link } from '../../link.ts';

/** Whether the root that the server names is the one of the link's company. A link without fingerprint says nothing. */
export async function isLinkedCompany(
  { rootFingerprint }: Pick<Link, 'rootFingerprint'>,
  rootKey: PublicJwk,
): Promise<boolean> {
  if (rootFingerprint === null) return true;
  try {
    return await matchesFingerprint(await importVerifyKey(rootKey), rootFingerprint);
  } catch {
    // a root that is no key at all
    return false;
  }
}
