import type { Outcome, Patch } from '../attack.ts';
import type { World } from './world/world.ts';

/** One attack on a running stack, which it shares with others: it brings accounts and addresses of its own. */
export interface AccessAttack {
  /** Unique in its suite; lower case and dashes. */
  name: string;
  /** What stops it, one sentence. */
  by: string;
  /** Takes out of a copy what `by` names; the same attack must then succeed. */
  defence: readonly Patch[];
  /** Attacks of the same copy run their controls against one stack without all their defences. */
  copy: string;
  /** The copy's web apps are built. */
  builds?: boolean;
  /** The stack has a second signaling process. */
  inTwoProcesses?: boolean;
  /** Waits most of the time: runs beside the others. */
  waits?: boolean;
  /** How much of the repetitions the control needs, 1 = as many as the attack. */
  controlSize?: number;
  /** Part of the sample that the tests run. */
  sampled?: boolean;
  /** @param size how much to do where an attack repeats itself */
  run: (world: World, size: number) => Promise<Outcome>;
}
