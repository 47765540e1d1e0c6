import type { AccessAttack } from './attack.ts';
import { crossSiteSockets, csrf } from './border/csrf.ts';
import { openRedirect } from './border/redirect.ts';
import { malformedBodies } from './input/bodies.ts';
import { csvFormula } from './input/csv.ts';
import { eventFlood, manySockets, oversizedMessages } from './input/floods.ts';
import { logInjection } from './input/log-lines.ts';
import { slowRequests } from './input/slow.ts';
import { smuggling } from './input/smuggling.ts';
import { scriptInCall } from './input/script-in-call.ts';
import { storedScript } from './input/stored-script.ts';
import { pathTraversal } from './input/traversal.ts';
import { guessedKeys, nearKeys } from './rights/api-keys.ts';
import { crossedScopes } from './rights/api-scopes.ts';
import { administrationFromElsewhere } from './rights/elsewhere.ts';
import { massAssignment } from './rights/mass-assignment.ts';
import { crossedRoles } from './rights/roles.ts';
import { signatureConfusion } from './rights/signatures.ts';
import { crossedSocketIds } from './rights/socket-ids.ts';
import { crossedTenants } from './rights/tenants.ts';
import { afterSignOut, socketAfterSignOut } from './session/after-sign-out.ts';
import { fixation } from './session/fixation.ts';
import { forgedCookie } from './session/forged-cookie.ts';
import { recoveryCodeReuse, totpRace, totpReplay } from './sign-in/codes.ts';
import { enumerationByAnswer, enumerationByTime } from './sign-in/enumeration.ts';
import { bruteForce, forgedForwarding, stuffing } from './sign-in/guessing.ts';

/** In the order in which they are told. */
export const attacks: readonly AccessAttack[] = [
  bruteForce,
  stuffing,
  forgedForwarding,
  totpReplay,
  totpRace,
  recoveryCodeReuse,
  enumerationByAnswer,
  enumerationByTime,
  fixation,
  forgedCookie,
  afterSignOut,
  socketAfterSignOut,
  csrf,
  crossSiteSockets,
  openRedirect,
  administrationFromElsewhere,
  crossedRoles,
  crossedTenants,
  crossedSocketIds,
  massAssignment,
  crossedScopes,
  nearKeys,
  guessedKeys,
  malformedBodies,
  pathTraversal,
  smuggling,
  logInjection,
  slowRequests,
  eventFlood,
  oversizedMessages,
  manySockets,
  signatureConfusion,
  csvFormula,
  storedScript,
  scriptInCall,
];
