import { consoleApi } from '@visavis/protocol';
import { consoleRoute } from '../mount.ts';
import { sendEvidence } from '../send-evidence.ts';

export const readEvidence = consoleRoute(consoleApi.readEvidence, sendEvidence);
