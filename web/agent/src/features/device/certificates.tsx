import { Banner, useFormat, useNow } from '@visavis/ui';
import { useT } from '../../language/index.ts';
import { endingOf } from '../../shell/ending.ts';
import type { ReadyDevice } from './data.ts';

/** Until when a company has certified this device, in milliseconds. */
export type CertificateEnd = { tenant: string; endsAt: number };

export const certificateEnds = ({ tenants }: ReadyDevice): CertificateEnd[] =>
  [...tenants.values()].map(({ name, certified }) => ({ tenant: name, endsAt: certified.expires * 1000 }));

/** Whose calls will soon not come any more, or come no longer, because nobody has certified this device anew. */
export function CertificateNotes({ certificates }: { certificates: readonly CertificateEnd[] }) {
  const t = useT();
  const format = useFormat();
  const now = useNow();
  return certificates.map(({ tenant, endsAt }) => {
    const ending = endingOf(endsAt, now);
    if (ending === 'good') return null;
    return (
      <Banner
        key={tenant}
        tone={ending === 'soon' ? 'warning' : 'danger'}
        title={t(`device.certificate.${ending}`, { tenant, date: format.date(endsAt) })}
      >
        {t(`device.certificate.${ending}.hint`, { tenant })}
      </Banner>
    );
  });
}
