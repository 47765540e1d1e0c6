import { policyReportsPath } from '@visavis/protocol';
import type { RequestHandler } from 'express';
import helmet from 'helmet';
import type { Config } from '../config.ts';

/**
 * No code and no style but our own files, no connection but to ourselves and the storage of sealed evidence.
 * The page's worker is a file of ours too. Scripts of a page run only with the integrity that the page itself names
 * (Subresource Integrity, section 3.7, where the browser knows it; no browser does so for workers).
 */
export function securityHeaders(config: Config, own: string): RequestHandler {
  // never for localhost: it would hold for everything else that runs there
  const strict = own.startsWith('https:') && new URL(own).hostname !== 'localhost';
  const socket = own.replace(/^http/, 'ws');
  const storage = new URL(config.s3.publicEndpoint).origin;
  const protect = helmet({
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        'default-src': ["'none'"],
        'script-src': ["'self'"],
        'style-src': ["'self'"],
        'worker-src': ["'self'"],
        'img-src': ["'self'", 'blob:', 'data:'],
        'media-src': ["'self'", 'blob:'],
        'font-src': ["'self'"],
        'manifest-src': ["'self'"],
        'connect-src': ["'self'", socket, storage],
        'base-uri': ["'none'"],
        'form-action': ["'none'"],
        'frame-ancestors': ["'none'"],
        'object-src': ["'none'"],
        // what an address may be a script is decided in one place: packages/call/src/strict-page.ts
        'require-trusted-types-for': ["'script'"],
        'trusted-types': ['default'],
        'report-to': ['policy'],
        // for browsers that do not know the other
        'report-uri': [policyReportsPath],
      },
    },
    referrerPolicy: { policy: 'no-referrer' },
    strictTransportSecurity: strict ? { maxAge: 63_072_000, includeSubDomains: true } : false,
    crossOriginEmbedderPolicy: false,
  });
  return (request, response, next) => {
    response.setHeader(
      'Permissions-Policy',
      'camera=(self), microphone=(self), display-capture=(), geolocation=(), payment=(), usb=()',
    );
    response.setHeader('Integrity-Policy', 'blocked-destinations=(script)');
    response.setHeader('Reporting-Endpoints', `policy="${policyReportsPath}"`);
    protect(request, response, next);
  };
}
