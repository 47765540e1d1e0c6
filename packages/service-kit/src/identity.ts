import { readFileSync } from 'node:fs';
import type { Server } from 'node:https';
import { join } from 'node:path';
import type { PeerCertificate, TLSSocket } from 'node:tls';

/**
 * Who a service is to the others, PEM: a certificate with its name as common name, the key, and the authority of the
 * inside, which alone is trusted there.
 */
export type Identity = { ca: string; cert: string; key: string };

/** @throws when a file of it is missing */
export function readIdentity(folder: string): Identity {
  const read = (name: string) => readFileSync(join(folder, name), 'utf8');
  return { ca: read('ca.pem'), cert: read('cert.pem'), key: read('key.pem') };
}

/** Options for Node's TLS: one end of a connection inside. A server asks its clients for a certificate. */
export const insideTls = (identity: Identity) =>
  ({ ...identity, minVersion: 'TLSv1.3', requestCert: true, rejectUnauthorized: true }) as const;

/** Cuts off whoever is of the inside, but none of these: before a request of theirs is read. */
export function onlyFrom(server: Server, names: readonly string[]): void {
  server.prependListener('secureConnection', (socket: TLSSocket) => {
    // without a certificate, which the handshake should have refused, it is empty
    const { subject } = socket.getPeerCertificate() as Partial<PeerCertificate>;
    if (!names.includes(String(subject?.CN))) socket.destroy();
  });
}
