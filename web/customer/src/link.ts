/** What the link from the company holds. `rootFingerprint` is there when the company sends its links itself. */
export type Link = { identificationId: string; token: string; rootFingerprint: string | null };

type Kept = Pick<Storage, 'getItem' | 'setItem'>;

const pathPattern = /^\/i\/([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})\/?$/i;
const tokenPattern = /^[A-Za-z0-9_-]{43}$/;
const keyOf = (identificationId: string) => `visavis.link.${identificationId}`;

/**
 * Reads `/i/{id}#{token}` or `/i/{id}#{token}&r={fingerprint of the company's root}`. Token and fingerprint are kept
 * for reloads of this tab, so that the caller can take the fragment out of the address.
 *
 * @returns null for anything that is no link
 */
export function readLink(address: URL, kept: Kept): Link | null {
  const identificationId = pathPattern.exec(address.pathname)?.[1]?.toLowerCase();
  if (identificationId === undefined) return null;
  const fragment = address.hash.slice(1) || (kept.getItem(keyOf(identificationId)) ?? '');
  const [token = '', ...rest] = fragment.split('&');
  if (!tokenPattern.test(token)) return null;
  kept.setItem(keyOf(identificationId), fragment);
  return { identificationId, token, rootFingerprint: new URLSearchParams(rest.join('&')).get('r') };
}
