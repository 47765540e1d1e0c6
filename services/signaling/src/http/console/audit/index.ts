import type { ConsoleRoute } from '../../mount.ts';
import { exportAuditEvents } from './export-audit-events.ts';
import { listAuditEvents } from './list-audit-events.ts';
import { verifyAuditChain } from './verify-audit-chain.ts';

export const auditRoutes: readonly ConsoleRoute[] = [listAuditEvents, exportAuditEvents, verifyAuditChain];
