import { generate } from 'selfsigned';

/** A certificate and its key, PEM. */
export type Certificate = { cert: string; key: string };

const kind = { keyType: 'ec', curve: 'P-384', algorithm: 'sha384' } as const;
const dayMs = 86_400_000;

/** Days that a service's certificate is good for. */
export const serviceDays = 90;
const authorityDays = 3650;

/** Now, with a little for clocks that differ, and so many days from now. */
const during = (days: number) => ({
  notBeforeDate: new Date(Date.now() - 300_000),
  notAfterDate: new Date(Date.now() + days * dayMs),
});

const pem = ({ cert, private: key }: { cert: string; private: string }): Certificate => ({ cert, key });

/** The authority of the inside: it signs certificates of services, and no other authority. */
export async function makeAuthority(): Promise<Certificate> {
  const made = await generate([{ name: 'commonName', value: 'Visavis inside' }], {
    ...kind,
    ...during(authorityDays),
    extensions: [
      { name: 'basicConstraints', cA: true, pathLenConstraint: 0, critical: true },
      { name: 'keyUsage', keyCertSign: true, critical: true },
    ],
  });
  return pem(made);
}

/**
 * A certificate for the service `name`, which is both its common name and where it is reached; itself it reaches as
 * `localhost`.
 */
export async function certify(ca: Certificate, name: string, days = serviceDays): Promise<Certificate> {
  const made = await generate([{ name: 'commonName', value: name }], {
    ...kind,
    ...during(days),
    ca,
    extensions: [
      { name: 'basicConstraints', cA: false, critical: true },
      { name: 'keyUsage', digitalSignature: true, critical: true },
      { name: 'extKeyUsage', serverAuth: true, clientAuth: true },
      {
        name: 'subjectAltName',
        altNames: [
          { type: 2, value: name },
          { type: 2, value: 'localhost' },
        ],
      },
    ],
  });
  return pem(made);
}
