import { join, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

export const projectRoot = fileURLToPath(new URL('../../', import.meta.url));

/** The modules that attacks use, by their path below a tree's root. */
interface Modules {
  'packages/e2ee/src/index.ts': typeof import('@visavis/e2ee');
  'packages/e2ee/src/media/session.ts': typeof import('@visavis/e2ee/media-session');
  'packages/e2ee/src/media/transform.ts': typeof import('../../packages/e2ee/src/media/transform.ts');
  'packages/e2ee/src/media/recording.ts': typeof import('../../packages/e2ee/src/media/recording.ts');
  'packages/call/src/agreement.ts': typeof import('../../packages/call/src/agreement.ts');
  'packages/call/src/key-exchange.ts': typeof import('../../packages/call/src/key-exchange.ts');
  'packages/call/src/data/hearing.ts': typeof import('../../packages/call/src/data/hearing.ts');
  'packages/call/src/party/party.ts': typeof import('../../packages/call/src/party/party.ts');
  'packages/call/src/remote-tracks.ts': typeof import('../../packages/call/src/remote-tracks.ts');
  'packages/archive/src/open.ts': typeof import('../../packages/archive/src/open.ts');
  'packages/protocol/src/index.ts': typeof import('@visavis/protocol');
  'db/src/index.ts': typeof import('@visavis/db');
  'services/signaling/src/config.ts': typeof import('../../services/signaling/src/config.ts');
  'services/signaling/src/context.ts': typeof import('../../services/signaling/src/context.ts');
  'services/signaling/src/access/totp.ts': typeof import('../../services/signaling/src/access/totp.ts');
  'services/signaling/src/access/recovery-code.ts': typeof import('../../services/signaling/src/access/recovery-code.ts');
  'services/signaling/src/provision/create.ts': typeof import('../../services/signaling/src/provision/create.ts');
  'web/agent/src/features/call/checklist.ts': typeof import('../../web/agent/src/features/call/checklist.ts');
  'ops/demo/agent.ts': typeof import('../demo/agent.ts');
  'ops/demo/api.ts': typeof import('../demo/api.ts');
  'ops/demo/customer.ts': typeof import('../demo/customer.ts');
  'ops/demo/evidence.ts': typeof import('../demo/evidence.ts');
  'ops/demo/journey.ts': typeof import('../demo/journey.ts');
  'ops/demo/needles.ts': typeof import('../demo/needles.ts');
  'ops/demo/pages.ts': typeof import('../demo/pages.ts');
  'ops/demo/stack.ts': typeof import('../demo/stack.ts');
  'web/customer/src/features/journey/trust.ts': typeof import('../../web/customer/src/features/journey/trust.ts');
}

/** The code under attack: the real tree, or a copy without a defence. */
export interface House {
  root: string;
  load: <P extends keyof Modules>(path: P) => Promise<Modules[P]>;
}

/** Opens the tree at `root`. Its modules find each other there, not in the tree that this file belongs to. */
export function openHouse(root: string): House {
  const folder = resolve(root);
  return {
    root: folder,
    load: async <P extends keyof Modules>(path: P) =>
      (await import(pathToFileURL(join(folder, path)).href)) as Modules[P],
  };
}
