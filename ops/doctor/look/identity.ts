import { X509Certificate } from 'node:crypto';
import { ok, problem, warning, type Finding } from '../finding.ts';

const check = 'identity';
const dayMs = 86_400_000;
/** Enough to notice and to find a quiet hour. */
const daysLeast = 30;

/** How long the certificates of the inside are good for: this one was made together with the others. */
export function lookAtIdentity(identity: { cert: string } | undefined, now = Date.now()): Finding[] {
  if (!identity) return [];
  const ends = new X509Certificate(identity.cert).validToDate.getTime();
  const days = Math.floor((ends - now) / dayMs);
  if (days >= daysLeast)
    return [ok(check, `The services know each other by certificates for ${days} days yet.`)];
  const trouble = {
    why: 'Without them no service speaks with another: nobody can sign in or be called.',
    todo: 'npm run compose-secrets -- renew, then docker compose restart when no call is under way.',
  };
  return [
    ends <= now
      ? problem(check, {
          what: 'The certificates by which services know each other have expired.',
          ...trouble,
        })
      : warning(check, {
          what: `The certificates by which services know each other expire in ${days} days.`,
          ...trouble,
        }),
  ];
}
