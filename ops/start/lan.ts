import { existsSync, readFileSync } from 'node:fs';
import { networkInterfaces } from 'node:os';
import { join } from 'node:path';
import { generate } from 'selfsigned';
import { writeSecretFile } from './files.ts';

/** This machine's IPv4 address on the local network. @throws Error when it has none */
export function lanAddress(): string {
  const found = Object.values(networkInterfaces())
    .flat()
    .find(address => address?.family === 'IPv4' && !address.internal);
  if (!found) throw new Error('No address on a local network was found: --lan needs one.');
  return found.address;
}

/** A certificate made on the spot for `address`, kept while the address stays the same. Phones will ask to trust it. */
export async function lanCertificate(
  dataDir: string,
  address: string,
): Promise<{ cert: string; key: string }> {
  const cert = join(dataDir, 'lan', `${address}.cert.pem`);
  const key = join(dataDir, 'lan', `${address}.key.pem`);
  if (!existsSync(cert) || !readFileSync(cert, 'utf8').includes('BEGIN CERTIFICATE')) {
    const made = await generate([{ name: 'commonName', value: address }], {
      keyType: 'ec',
      curve: 'P-384',
      algorithm: 'sha384',
      notAfterDate: new Date(Date.now() + 365 * 86_400_000),
      extensions: [
        { name: 'basicConstraints', cA: false },
        {
          name: 'subjectAltName',
          altNames: [
            { type: 7, ip: address },
            { type: 2, value: 'localhost' },
          ],
        },
      ],
    });
    writeSecretFile(key, made.private);
    writeSecretFile(cert, made.cert);
  }
  return { cert, key };
}
