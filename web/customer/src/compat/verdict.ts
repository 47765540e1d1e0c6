/** What the page looks at, in the order of its table. */
export const features = [
  'secure_page',
  'frames_interface',
  'worker',
  'video_encrypted',
  'voice_encrypted',
  'elliptic_curves',
  'key_derivation',
  'encryption',
  'post_quantum',
  'key_store',
  'devices',
  'data_channel',
  'playback',
  'recorder',
  'photo',
] as const;
export type Feature = (typeof features)[number];

/** Without these a call works all the same, at most with less. */
const optional: ReadonlySet<Feature> = new Set(['playback', 'recorder', 'photo']);
export const isNeeded = (feature: Feature): boolean => !optional.has(feature);

/** `detail`: what was counted or found, or the reason of a failure; technical, the same in every language. */
export type Finding = { feature: Feature; ok: boolean; detail: string };

export type Verdict = {
  /** limited: only optional features are missing. */
  verdict: 'works' | 'limited' | 'fails';
  missing: Feature[];
};

/** Pure: what the findings come to. A feature that was not looked at counts as missing. */
export function judge(findings: readonly Finding[]): Verdict {
  const missing = features.filter(feature => !findings.some(one => one.feature === feature && one.ok));
  if (missing.some(isNeeded)) return { verdict: 'fails', missing };
  return { verdict: missing.length > 0 ? 'limited' : 'works', missing };
}

/** What the page says for machines, and what its button copies. */
export type Report = Verdict & { browser: string; findings: readonly Finding[] };
