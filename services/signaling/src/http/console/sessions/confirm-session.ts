import { confirmSession as confirm, rememberPlace } from '@visavis/db';
import { consoleApi, secondFactorOf } from '@visavis/protocol';
import { judge } from '../../../access/confirmation.ts';
import { examineSecondFactor, settle } from '../../../access/examine.ts';
import { sessionSha384 } from '../../../access/session-store.ts';
import { consoleRoute } from '../../mount.ts';
import { Refused } from '../../refused.ts';

/**
 * The code was right and is spent: this session, and no other, may do what matters most for a while, from here. Under
 * raised risk only a passkey is looked at.
 */
export const confirmSession = consoleRoute(
  consoleApi.confirmSession,
  async ({ context, user, request, response, body }) => {
    const factor = secondFactorOf(body);
    const { signals, isRaised } = await judge(context, user, request);
    if (isRaised && factor.kind !== 'passkey') throw new Refused('passkey_required', undefined, signals);
    const examined = await examineSecondFactor(context, user, factor, request.ip);
    const visit = context.places.enter(request);
    const confirmed = await settle(context, examined, 'confirmation', async (transaction, _user, note) => {
      note(signals);
      await rememberPlace(transaction, user.id, visit.place);
      await confirm(transaction, sessionSha384(request.sessionID), { by: factor.kind, ...visit.place });
    });
    if (!confirmed) throw new Refused('factors_refused');
    context.places.keep(response, visit);
  },
);
