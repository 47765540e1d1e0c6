import { policyReport } from '@visavis/protocol';
import type { Logger } from '@visavis/service-kit';
import express, { type RequestHandler } from 'express';
import { rateLimit } from '../access/rate-limit.ts';

const body = express.json({
  limit: '64kb',
  type: ['application/reports+json', 'application/csp-report'],
});

/**
 * What a browser kept a page from, as the browser tells it. Anybody may send one, so a line names the directive alone,
 * and there are twenty lines at once, then one every ten seconds.
 */
export function policyReports(log: Logger): RequestHandler[] {
  const allows = rateLimit(20, 10_000);
  return [
    body,
    (request, response) => {
      for (const { body: report } of policyReport.parse(request.body))
        if (allows('all')) log.warn('a page broke its policy', { code: report.effectiveDirective });
      response.status(204).end();
    },
  ];
}
