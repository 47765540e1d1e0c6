import { z } from 'zod';
import { readIdentity, type Identity } from './identity.ts';

/** Variables of every service that speaks with others. */
export const insideVariables = {
  NODE_ENV: z.string().optional(),
  /** Folder with `ca.pem`, `cert.pem` and `key.pem`: who this service is to the others. Left out within one machine. */
  IDENTITY_DIR: z
    .string()
    .transform((folder, context): Identity => {
      try {
        return readIdentity(folder);
      } catch {
        context.addIssue({ code: 'custom', message: 'must be a folder with ca.pem, cert.pem and key.pem' });
        return z.NEVER;
      }
    })
    .optional(),
};

/** The last code, for programs that read what a service says at its end. */
const inClear =
  'leads to another machine in clear: TLS (https, rediss, sslmode=verify-full) is needed (insecure_url)';

/**
 * In production nothing goes in clear to another machine.
 * @param urls by the variables they come from
 * @param fault is told each that would
 */
export function refuseClear(
  { NODE_ENV }: { NODE_ENV?: string | undefined },
  urls: Record<string, string | undefined>,
  fault: (variable: string, message: string) => void,
): void {
  if (NODE_ENV !== 'production') return;
  for (const [variable, url] of Object.entries(urls))
    if (url !== undefined && URL.canParse(url) && !isProtected(new URL(url))) fault(variable, inClear);
}

export function isProtected({ protocol, hostname, searchParams }: URL): boolean {
  if (isLoopback(hostname)) return true;
  return /^postgres(ql)?:$/.test(protocol)
    ? searchParams.get('sslmode') === 'verify-full'
    : protocol === 'https:' || protocol === 'rediss:';
}

/** Reached from this machine only (RFC 1122, section 3.2.1.3; RFC 6761, section 6.3). */
export const isLoopback = (host: string): boolean =>
  host === 'localhost' || /^127\.\d+\.\d+\.\d+$/.test(host) || host === '[::1]' || host === '::1';
