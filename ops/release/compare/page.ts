import type { DifferenceCode } from './difference.ts';

interface Finding {
  code: DifferenceCode;
  detail: string;
}

const LOADS = /<(script|link|img|iframe|object|embed|source|video|audio|form|base|meta)\b([^>]*)>/gi;
const ADDRESS = /\b(?:src|href|data|action|srcset)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s>]+))/gi;

/**
 * What a page loads that is not in the release, and code of its own. Only explains a difference: that the page is
 * byte for byte the release's is what counts, and no reading of HTML by patterns can be complete.
 * @param listed paths of the release's files on this site
 */
export function explainPage(html: string, listed: ReadonlySet<string>): Finding[] {
  const findings: Finding[] = [];
  for (const [, tag = '', attributes = ''] of html.matchAll(LOADS))
    for (const [, double, single, bare] of attributes.matchAll(ADDRESS)) {
      const address = double ?? single ?? bare ?? '';
      if (!listed.has(address))
        findings.push({ code: 'extra_script', detail: `${tag.toLowerCase()} ${address}` });
    }
  for (const [, attributes = '', body = ''] of html.matchAll(/<script\b([^>]*)>([\s\S]*?)<\/script/gi))
    if (!/\bsrc\s*=/i.test(attributes) || body.trim() !== '')
      findings.push({ code: 'inline_code', detail: 'script' });
  if (/<style\b/i.test(html)) findings.push({ code: 'inline_code', detail: 'style' });
  const handler = /<[^>]*\s(on[a-z]+)\s*=/i.exec(html);
  if (handler) findings.push({ code: 'inline_code', detail: handler[1] ?? '' });
  return findings;
}
