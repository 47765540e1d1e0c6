import type { DifferenceCode } from './difference.ts';

/** Directives that must be exactly so. Written down a second time on purpose: the server's own table is under test here. */
const DIRECTIVES: Record<string, string> = {
  'default-src': "'none'",
  'script-src': "'self'",
  'style-src': "'self'",
  'worker-src': "'self'",
  'font-src': "'self'",
  'manifest-src': "'self'",
  'img-src': "'self' blob: data:",
  'media-src': "'self' blob:",
  'base-uri': "'none'",
  'form-action': "'none'",
  'frame-ancestors': "'none'",
  'object-src': "'none'",
  'require-trusted-types-for': "'script'",
  'trusted-types': 'default',
  'report-to': 'policy',
  'report-uri': '/policy-reports',
};

/** May be there besides; `connect-src` is told, since the storage's address differs from one installation to another. */
const OTHERS = new Set(['connect-src', 'upgrade-insecure-requests']);

const HEADERS: Record<string, string> = {
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
  'cross-origin-opener-policy': 'same-origin',
  'reporting-endpoints': 'policy="/policy-reports"',
};

interface Finding {
  code: DifferenceCode;
  detail: string;
}

/** A policy's directives; of one named twice the first holds (CSP 3, section 2.2.1). */
function readPolicy(header: string): Map<string, string> {
  const directives = new Map<string, string>();
  for (const part of header.split(';')) {
    const [name = '', ...values] = part.trim().split(/\s+/);
    if (name !== '' && !directives.has(name.toLowerCase()))
      directives.set(name.toLowerCase(), values.join(' '));
  }
  return directives;
}

/** Where a page may connect to besides its own origin. */
export function connections(headers: Headers): string[] {
  const sources = readPolicy(headers.get('content-security-policy') ?? '').get('connect-src') ?? '*';
  return sources.split(' ').filter(source => source !== "'self'");
}

/** What the headers of a page allow beyond the release's. A second policy, joined by a comma, only narrows the first. */
export function checkHeaders(headers: Headers): Finding[] {
  const policy = readPolicy((headers.get('content-security-policy') ?? '').split(',')[0] ?? '');
  const findings: Finding[] = [];
  const note = (code: DifferenceCode, name: string, wanted: string, found: string | undefined | null) =>
    findings.push({ code, detail: `${name}: wanted ${wanted}, found ${found ?? 'nothing'}` });
  for (const [name, wanted] of Object.entries(DIRECTIVES))
    if (policy.get(name) !== wanted) note('weak_policy', name, wanted, policy.get(name));
  for (const [name, value] of policy)
    if (DIRECTIVES[name] === undefined && !OTHERS.has(name)) note('weak_policy', name, 'nothing', value);
  if (connections(headers).some(source => source.includes('*') || !source.includes('://')))
    note('weak_policy', 'connect-src', 'named origins', policy.get('connect-src'));
  const integrity = headers.get('integrity-policy');
  if (integrity !== 'blocked-destinations=(script)')
    note('weak_integrity', 'integrity-policy', 'blocked-destinations=(script)', integrity);
  for (const [name, wanted] of Object.entries(HEADERS))
    if (headers.get(name) !== wanted) note('weak_header', name, wanted, headers.get(name));
  return findings;
}
