import { addressRange, type SiteList } from '@visavis/protocol';
import { callApi } from '../../api/client.ts';

export const listSites = (): Promise<SiteList> => callApi('listSites', {});

/** One network a line; commas and spaces also part them. */
export function readRanges(text: string): { ranges: string[]; wrong: string[] } {
  const typed = text.split(/[\s,;]+/).filter(Boolean);
  return { ranges: typed, wrong: typed.filter(range => !addressRange.safeParse(range).success) };
}
