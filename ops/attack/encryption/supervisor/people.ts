import type { Certificate, CertifiedDevice } from '@visavis/e2ee';
import type { CallEnd } from '@visavis/call';
import type { House } from '../../house.ts';
import { customerOf, makeTenant, type Tenant } from '../hostile/tenant.ts';

/** Who may meet in a call, with what their ends bring. */
export interface People {
  tenant: Tenant;
  verifyCertificate: (certificate: string) => Promise<CertifiedDevice>;
  customer: CallEnd;
  agent: CallEnd & { role: 'agent' };
  /** A supervisor's end; what is not said is as it should be. `by` certifies it, the tenant if nobody else. */
  supervisor: (
    over?: Partial<Omit<Certificate, 'v'>>,
    by?: Tenant,
  ) => Promise<CallEnd & { role: 'supervisor' }>;
}

export async function makePeople(house: House): Promise<People> {
  const tenant = await makeTenant(house);
  const { verifyCertificate } = await customerOf(house, tenant);
  return {
    tenant,
    verifyCertificate,
    customer: { role: 'customer', options: { verifyCertificate } },
    agent: { role: 'agent', options: await tenant.agent(), verifyCertificate },
    supervisor: async (over, by = tenant) => {
      const subject = { role: 'supervisor', person: 'person-2', name: 'Sam Example', ...over } as const;
      const { deviceKey, certificate, agent: supervisor } = await by.agent(subject);
      return { role: 'supervisor', options: { verifyCertificate, deviceKey, certificate, supervisor } };
    },
  };
}
