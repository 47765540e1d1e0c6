import type { SiteName } from '../hashes/hash-list.ts';

/** What may be wrong with a running site, by code. */
export const DIFFERENCES = {
  unreachable: 'did not answer',
  redirect: 'sends to another address',
  missing: 'is not there',
  changed_file: 'differs from the release',
  changed_page: 'this page differs from the release',
  extra_script: 'the page loads what is not in the release',
  inline_code: 'the page carries code or style of its own',
  weak_policy: 'the content security policy allows more than the release does',
  weak_integrity: 'scripts without integrity are not refused',
  weak_header: 'a header of the release is missing or different',
} as const;
export type DifferenceCode = keyof typeof DIFFERENCES;

export interface Difference {
  site: SiteName;
  /** Path on the site. */
  path: string;
  code: DifferenceCode;
  /** What was wanted and what was found, where that says more than the code. */
  detail?: string;
}
