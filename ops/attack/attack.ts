import type { House } from './house.ts';

/** A piece of source that takes a defence out. `find` must occur exactly once in the file. */
export interface Patch {
  /** Path below the project's root. */
  file: string;
  find: string;
  replace: string;
}

/** Frames of a run of random transitions: how many there were, and how many went wrong. */
export interface TransitionCounts {
  count: number;
  frames: number;
  /** Left an end in clear. */
  clear: number;
  /** Were shown without having been verified. */
  unverified: number;
}

/** What an attacker achieved, by what it holds or what an end accepted; never by an exception alone. */
export interface Outcome {
  succeeded: boolean;
  /** One sentence. */
  seen: string;
  /** The six digits at both ends, where only comparing them tells. */
  codes?: { customer: string; agent: string };
  transitions?: TransitionCounts;
}

/** One attack: real code against the real ends of a tree. */
export interface Attack {
  /** Unique in its suite; lower case and dashes. */
  name: string;
  /** What stops it, one sentence, with the rules of the specification. */
  by: string;
  /** Both ends have keys afterwards: it is the comparison of the security code that stops it. */
  needsCode?: boolean;
  /** Takes out of a copy what `by` names; the same attack must then succeed. */
  defence: readonly Patch[];
  /** Runs the whole product: the copy's web apps are built. */
  builds?: boolean;
  /** Part of the sample that the tests run. */
  sampled?: boolean;
  /** @param size how much to do where an attack repeats itself, 1 = as in the suite */
  run: (house: House, size: number) => Promise<Outcome>;
}
