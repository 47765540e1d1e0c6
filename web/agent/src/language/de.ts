import type { en } from './en.ts';
import { de as account } from '../features/account/words.de.ts';
import { de as session } from '../features/session/words.de.ts';
import { de as device } from '../features/device/words.de.ts';
import { de as queue } from '../features/queue/words.de.ts';
import { de as call } from '../features/call/words.de.ts';
import { de as decision } from '../features/decision/words.de.ts';
import { de as contracts } from '../features/contracts/words.de.ts';
import { de as devices } from '../features/devices/words.de.ts';
import { de as sites } from '../features/sites/words.de.ts';
import { de as training } from '../features/training/words.de.ts';
import { de as due } from '../features/due/words.de.ts';
import { de as identifications } from '../features/identifications/words.de.ts';
import { de as keys } from '../features/keys/words.de.ts';
import { de as receipts } from '../features/receipts/words.de.ts';
import { de as administration } from '../features/administration/words.de.ts';
import { de as users } from '../features/users/words.de.ts';
import { de as organisations } from '../features/organisations/words.de.ts';
import { de as contractGrants } from '../features/contract-grants/words.de.ts';
import { de as apiKeys } from '../features/api-keys/words.de.ts';
import { de as reminders } from '../features/reminders/words.de.ts';
import { de as audit } from '../features/audit/words.de.ts';
import { de as order } from '../features/order/words.de.ts';
import { de as supervise } from '../features/supervise/words.de.ts';
import { de as shell } from '../shell/words.de.ts';

export const de: Record<keyof typeof en, string> = {
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
