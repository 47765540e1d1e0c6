import type { AgentOptions, Certificate, DeviceKey, Root } from '@visavis/e2ee';
import type { House } from '../../house.ts';

/** Seconds since 1970, the time at which everything in an attack happens. */
export const NOW = 1_800_000_000;

/** A tenant with its root, and what its people's devices hold. */
export interface Tenant {
  id: string;
  root: Root;
  /** Certifies a device; what is not said is as it should be for an agent. */
  certify: (device: DeviceKey, over?: Partial<Omit<Certificate, 'v'>>) => Promise<string>;
  /** What a certified agent's end brings to a key agreement. */
  agent: (over?: Partial<Omit<Certificate, 'v'>>) => Promise<AgentOptions>;
}

/** A tenant with a fresh root. A hostile server can make as many as it likes. */
export async function makeTenant(house: House, id = 'tenant-1'): Promise<Tenant> {
  const e2ee = await house.load('packages/e2ee/src/index.ts');
  const root = await e2ee.loadRootKeyFile(await e2ee.generateRootKeyFile(id, new Date(NOW * 1000)));
  const certify: Tenant['certify'] = (device, over = {}) =>
    e2ee.issueCertificate(
      {
        tenant: id,
        device: device.publicJwk,
        person: 'person-1',
        name: 'Ada Example',
        role: 'agent',
        issued: NOW - 10,
        expires: NOW + 1000,
        ...over,
      },
      root.privateKey,
    );
  const agent: Tenant['agent'] = async over => {
    const device = await e2ee.generateDeviceKey();
    const certificate = await certify(device, over);
    // the agent's end has verified its own certificate; here it is only read, since some attacks bring odd ones
    const claims = JSON.parse(
      Buffer.from(certificate.split('.')[1] ?? '', 'base64url').toString(),
    ) as Certificate;
    const deviceKey = await e2ee.importVerifyKey(device.publicJwk);
    return { deviceKey: device.privateKey, certificate, agent: { ...claims, deviceKey } };
  };
  return { id, root, certify, agent };
}

/** How a customer's end of that tenant verifies certificates. */
export async function customerOf(house: House, { id, root }: Pick<Tenant, 'id' | 'root'>) {
  const { verifyCertificate } = await house.load('packages/e2ee/src/index.ts');
  return {
    verifyCertificate: (jws: string) => verifyCertificate(jws, root.publicKey, { tenant: id, now: NOW }),
  };
}
