import { z } from 'zod';
import { E2eeError } from '../errors.ts';
import { importVerifyKey, publicJwk } from './keys.ts';
import { sign, verify } from './signed.ts';

/** Roles a certificate can name. */
export const certificateRole = z.enum(['agent', 'supervisor', 'compliance', 'admin']);
export type CertificateRole = z.infer<typeof certificateRole>;

const certificateSchema = z.strictObject({
  v: z.literal(1),
  tenant: z.string().min(1),
  device: publicJwk,
  /** Identifier of the person. */
  person: z.string().min(1),
  /** As shown on screens. */
  name: z.string().min(1).max(200),
  role: certificateRole,
  /** Seconds since 1970. */
  issued: z.int(),
  expires: z.int(),
});
export type Certificate = z.infer<typeof certificateSchema>;

/** A verified certificate with the device's key ready to verify signatures. */
export interface CertifiedDevice extends Certificate {
  deviceKey: CryptoKey;
}

/** Certifies a device for one person and role. */
export const issueCertificate = (
  certificate: Omit<Certificate, 'v'>,
  rootPrivateKey: CryptoKey,
): Promise<string> =>
  sign('visavis-certificate', certificateSchema.parse({ v: 1, ...certificate }), rootPrivateKey);

/**
 * Verifies a certificate under the tenant's root (R24).
 * @param now seconds since 1970
 * @throws E2eeError `bad_certificate`, `certificate_expired`
 */
export async function verifyCertificate(
  jws: string,
  root: CryptoKey,
  { tenant, now }: { tenant: string; now: number },
): Promise<CertifiedDevice> {
  const certificate = await verify('visavis-certificate', certificateSchema, jws, root, 'bad_certificate');
  if (certificate.tenant !== tenant) throw new E2eeError('bad_certificate', 'another tenant');
  if (now < certificate.issued - 300) throw new E2eeError('bad_certificate', 'not valid yet');
  if (now >= certificate.expires) throw new E2eeError('certificate_expired');
  return { ...certificate, deviceKey: await importVerifyKey(certificate.device) };
}
