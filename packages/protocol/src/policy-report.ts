import { z } from 'zod';

/** Where a page tells what it was kept from: on its own origin. */
export const policyReportsPath = '/policy-reports';

/** Of what a report holds only the directive is read: addresses in it may say who was where. */
export const policyDirectives = [
  'script-src',
  'script-src-elem',
  'script-src-attr',
  'style-src',
  'style-src-elem',
  'style-src-attr',
  'worker-src',
  'img-src',
  'media-src',
  'font-src',
  'manifest-src',
  'connect-src',
  'frame-src',
  'child-src',
  'object-src',
  'base-uri',
  'form-action',
  'frame-ancestors',
  'default-src',
  'require-trusted-types-for',
  'trusted-types',
] as const;
const directive = z.enum(policyDirectives);

/** As `report-to` sends (Reporting API, section 3), and as the older `report-uri` does (CSP 3, section 5.3). */
export const policyReport = z.union([
  z.array(z.object({ body: z.object({ effectiveDirective: directive }) })).max(100),
  z
    .object({ 'csp-report': z.object({ 'effective-directive': directive }) })
    .transform(({ 'csp-report': report }) => [
      { body: { effectiveDirective: report['effective-directive'] } },
    ]),
]);
