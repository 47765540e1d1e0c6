import type { AccessAttack } from '../attack.ts';
import { cookieIn } from '../world/http.ts';
import { codeAt } from '../world/people.ts';
import { bearerOf } from './bearer.ts';

/** The attacker's own session is planted in the victim's browser before the victim signs in. */
export const fixation: AccessAttack = {
  name: 'session-fixation',
  by: 'a sign-in begins a session under a fresh id and ends the one that came with it',
  copy: 'session',
  defence: [
    {
      file: 'services/signaling/src/access/authenticator.ts',
      find: 'await promisify<Express.User, void>(request.logIn.bind(request))(user);',
      replace:
        'request.user = user; (request.session as unknown as { passport: object }).passport = { user: (user as StaffUser).id }; await promisify(request.session.save.bind(request.session))();',
    },
  ],
  run: async world => {
    const { people, own } = world;
    const [attacker, victim] = [
      await people.make(own.tenantId, ['compliance']),
      await people.make(own.tenantId, ['compliance']),
    ];
    const planted = await people.signIn(attacker);
    const { email, password, totpSecret } = victim;
    const totp = await codeAt(totpSecret);
    const signedIn = await people.claim({ email, password, totp }, { headers: { cookie: planted } });
    if (signedIn.status !== 200) throw new Error(`the victim could not sign in: ${signedIn.status}`);
    const bearer = await bearerOf(world, planted);
    const renewed = /(^|; )visavis=/.test(cookieIn(signedIn) ?? '');
    return {
      succeeded: bearer === victim.id,
      seen: `the planted cookie is ${bearer === undefined ? "nobody's" : bearer === victim.id ? "the victim's" : "the attacker's"} afterwards; the victim ${renewed ? 'has a new one' : 'keeps it'}`,
    };
  },
};
