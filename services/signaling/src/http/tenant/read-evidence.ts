import { tenantApi } from '@visavis/protocol';
import { tenantRoute } from '../mount.ts';
import { sendEvidence } from '../send-evidence.ts';

export const readEvidence = tenantRoute(tenantApi.readEvidence, sendEvidence);
