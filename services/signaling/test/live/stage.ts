import { afterAll, afterEach, beforeAll } from 'vitest';
import type { LiveTimes } from '../../src/socket/times.ts';
import type { Scene } from './calls.ts';
import { startMediaNode } from './media-node.ts';
import { dropDatabases, startLive, testDatabases, type LiveProcess } from './process.ts';

export type Stage = Scene & {
  live: LiveProcess;
  /** Only there with media. */
  node: Awaited<ReturnType<typeof startMediaNode>>;
};

type Options = { withMedia?: boolean; times?: Partial<LiveTimes> };

/** What the tests of a file share: a process on databases of its own. Ends that a test opened are closed after it. */
export function setStage({ withMedia = false, times = {} }: Options = {}): Stage {
  const stage = { ends: [] as Scene['ends'] } as Stage;
  beforeAll(async () => {
    stage.databases = await testDatabases();
    if (withMedia) stage.node = await startMediaNode(stage.databases.main.url);
    stage.live = await startLive(stage.databases, { times });
  });
  afterEach(() => {
    for (const end of stage.ends.splice(0)) end.close();
  });
  afterAll(async () => {
    await stage.live.close();
    if (withMedia) await stage.node.close();
    await dropDatabases(stage.databases);
  });
  return stage;
}
