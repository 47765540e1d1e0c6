/* Two ends of an agreement for tests: real keys, real certificate. */
import { contextHash } from '../src/agreement/context.ts';
import type { AgentOptions } from '../src/agreement/agent.ts';
import type { CustomerOptions } from '../src/agreement/customer.ts';
import type { AgreementContext } from '../src/agreement/messages.ts';
import { issueCertificate, verifyCertificate, type CertificateRole } from '../src/identity/certificate.ts';
import { generateDeviceKey } from '../src/identity/device.ts';
import { generateRootKeyFile, loadRootKeyFile, type Root } from '../src/identity/root.ts';

export const NOW = 1_800_000_000;

export interface Parties {
  root: Root;
  context: AgreementContext;
  agent: AgentOptions;
  customer: CustomerOptions;
}

export async function makeParties(role: CertificateRole = 'agent'): Promise<Parties> {
  const root = await loadRootKeyFile(await generateRootKeyFile('tenant-1', new Date(NOW * 1000)));
  const device = await generateDeviceKey();
  const certificate = await issueCertificate(
    {
      tenant: 'tenant-1',
      device: device.publicJwk,
      person: 'p-1',
      name: 'Ada Example',
      role,
      issued: NOW - 10,
      expires: NOW + 1000,
    },
    root.privateKey,
  );
  const verify = (jws: string) => verifyCertificate(jws, root.publicKey, { tenant: 'tenant-1', now: NOW });
  const context = {
    attempt: 'attempt-1',
    agreementNumber: 1,
    contextHash: await contextHash({
      tenantName: 'Example Bank',
      purpose: 'Opening an account',
      identification: 'id-1',
      rulesetVersion: 'de-gwg@1',
      consentText: 'I agree.',
      recipientList: '',
    }),
  };
  return {
    root,
    context,
    agent: { deviceKey: device.privateKey, certificate, agent: await verify(certificate) },
    customer: { verifyCertificate: verify },
  };
}
