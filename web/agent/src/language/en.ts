import { en as account } from '../features/account/words.en.ts';
import { en as session } from '../features/session/words.en.ts';
import { en as device } from '../features/device/words.en.ts';
import { en as queue } from '../features/queue/words.en.ts';
import { en as call } from '../features/call/words.en.ts';
import { en as decision } from '../features/decision/words.en.ts';
import { en as contracts } from '../features/contracts/words.en.ts';
import { en as devices } from '../features/devices/words.en.ts';
import { en as sites } from '../features/sites/words.en.ts';
import { en as training } from '../features/training/words.en.ts';
import { en as due } from '../features/due/words.en.ts';
import { en as identifications } from '../features/identifications/words.en.ts';
import { en as keys } from '../features/keys/words.en.ts';
import { en as receipts } from '../features/receipts/words.en.ts';
import { en as administration } from '../features/administration/words.en.ts';
import { en as users } from '../features/users/words.en.ts';
import { en as organisations } from '../features/organisations/words.en.ts';
import { en as contractGrants } from '../features/contract-grants/words.en.ts';
import { en as apiKeys } from '../features/api-keys/words.en.ts';
import { en as reminders } from '../features/reminders/words.en.ts';
import { en as audit } from '../features/audit/words.en.ts';
import { en as order } from '../features/order/words.en.ts';
import { en as supervise } from '../features/supervise/words.en.ts';
import { en as shell } from '../shell/words.en.ts';

/** All words of the console; each feature keeps its own, its keys beginning with the feature's name. */
export const en = {
  ...shell,
  ...session,
  ...account,
  ...device,
  ...queue,
  ...call,
  ...decision,
  ...contracts,
  ...devices,
  ...sites,
  ...training,
  ...due,
  ...identifications,
  ...keys,
  ...receipts,
  ...administration,
  ...users,
  ...organisations,
  ...contractGrants,
  ...apiKeys,
  ...reminders,
  ...audit,
  ...order,
  ...supervise,
};
