import type { ConsoleRoute, OpenRoute } from '../mount.ts';
import { acceptInvitation } from './account/accept-invitation.ts';
import { addPasskey } from './account/add-passkey.ts';
import { beginPasskey } from './account/begin-passkey.ts';
import { listPasskeys } from './account/list-passkeys.ts';
import { removePasskey } from './account/remove-passkey.ts';
import { renamePasskey } from './account/rename-passkey.ts';
import { requestPasskey } from './account/request-passkey.ts';
import { demandPasskeys } from './demand-passkeys.ts';
import { beginTotpChange } from './account/begin-totp-change.ts';
import { changePassword } from './account/change-password.ts';
import { confirmTotpChange } from './account/confirm-totp-change.ts';
import { readAccount } from './account/read-account.ts';
import { readInvitation } from './account/read-invitation.ts';
import { renewRecoveryCodes } from './account/renew-recovery-codes.ts';
import { addManifest } from './add-manifest.ts';
import { apiKeyRoutes } from './api-keys/index.ts';
import { auditRoutes } from './audit/index.ts';
import { contractGrantRoutes } from './contract-grants/index.ts';
import { organisationRoutes } from './organisations/index.ts';
import { userRoutes } from './users/index.ts';
import { certifyDevice } from './certify-device.ts';
import { changeRetention } from './change-retention.ts';
import { confirmStored } from './confirm-stored.ts';
import { decide } from './decide.ts';
import { deviceRoutes } from './devices/index.ts';
import { listContracts } from './list-contracts.ts';
import { listDue } from './list-due.ts';
import { listIdentifications } from './list-identifications.ts';
import { listReceipts } from './list-receipts.ts';
import { listTenants } from './list-tenants.ts';
import { openTestObject } from './open-test-object.ts';
import { orderIdentification } from './order-identification.ts';
import { previewRetention } from './preview-retention.ts';
import { readDevice } from './read-device.ts';
import { readEvidence } from './read-evidence.ts';
import { readReceiptKey } from './read-receipt-key.ts';
import { readSession } from './read-session.ts';
import { readTestObject } from './read-test-object.ts';
import { registerArtefact } from './register-artefact.ts';
import { registerDevice } from './register-device.ts';
import { replaceRecipientList } from './replace-recipient-list.ts';
import { signOut } from './sign-out.ts';
import { confirmSession } from './sessions/confirm-session.ts';
import { endOtherSessions } from './sessions/end-other-sessions.ts';
import { endSession } from './sessions/end-session.ts';
import { listSessions } from './sessions/list-sessions.ts';
import { useSession } from './sessions/use-session.ts';
import { siteRoutes } from './sites/index.ts';
import { takeSlot } from './take-slot.ts';
import { trainingRoutes } from './trainings/index.ts';

/** Without a session, besides the sign-in. */
export const openRoutes: readonly OpenRoute[] = [requestPasskey, readInvitation, acceptInvitation];

/** Everything that needs a session. */
export const consoleRoutes: readonly ConsoleRoute[] = [
  signOut,
  readSession,
  readAccount,
  changePassword,
  beginTotpChange,
  confirmTotpChange,
  renewRecoveryCodes,
  listPasskeys,
  beginPasskey,
  addPasskey,
  renamePasskey,
  removePasskey,
  listTenants,
  useSession,
  confirmSession,
  listSessions,
  endSession,
  endOtherSessions,
  registerDevice,
  readDevice,
  certifyDevice,
  orderIdentification,
  listIdentifications,
  readEvidence,
  listContracts,
  previewRetention,
  changeRetention,
  demandPasskeys,
  readTestObject,
  openTestObject,
  replaceRecipientList,
  listDue,
  listReceipts,
  readReceiptKey,
  registerArtefact,
  takeSlot,
  confirmStored,
  addManifest,
  decide,
  ...userRoutes,
  ...organisationRoutes,
  ...contractGrantRoutes,
  ...apiKeyRoutes,
  ...deviceRoutes,
  ...siteRoutes,
  ...trainingRoutes,
  ...auditRoutes,
];
