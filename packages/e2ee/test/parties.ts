/* Two ends of an agreement for tests: real keys, real certificate. */
import { contextHash } from '../src/agreement/context.ts';
import type { AgentOptions } from '../src/agreement/agent.ts';
import type { CustomerOptions, SupervisorOptions } from '../src/agreement/initiator.ts';
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
  const { deviceKey, certificate } = await certifiedDevice(root, 'p-1', 'Ada Example', role);
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
    agent: { deviceKey, certificate, agent: await verify(certificate) },
    customer: { verifyCertificate: verify },
  };
}

async function certifiedDevice(root: Root, person: string, name: string, role: CertificateRole) {
  const device = await generateDeviceKey();
  const subject = { tenant: 'tenant-1', device: device.publicJwk, person, name, role };
  const times = { issued: NOW - 10, expires: NOW + 1000 };
  const certificate = await issueCertificate({ ...subject, ...times }, root.privateKey);
  return { deviceKey: device.privateKey, certificate };
}

/** A supervisor of the same tenant, with a device of its own. */
export async function makeSupervisor(
  { root, customer }: Parties,
  role: CertificateRole = 'supervisor',
  person = 'p-2',
): Promise<SupervisorOptions> {
  const { deviceKey, certificate } = await certifiedDevice(root, person, 'Sam Example', role);
  const supervisor = await customer.verifyCertificate(certificate);
  return { ...customer, deviceKey, certificate, supervisor };
}
