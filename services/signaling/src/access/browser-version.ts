/*
 * The oldest major versions that count as kept safe: reviewed with each release. Chromium's is half a year behind the
 * current one, Firefox's the extended release that gets fixes, Safari's the last year's. What a browser says of itself is
 * its word: a point for honest old ones, no proof of a new one.
 */
const leastVersions = {
  chromium: 146,
  firefox: 153,
  safari: 26,
};

/** In this order: Chromium's family also calls itself Safari. On iOS all are Safari's engine, by their own numbers. */
const marks: readonly [RegExp, keyof typeof leastVersions][] = [
  [/\b(?:Firefox|FxiOS)\/(\d+)\./, 'firefox'],
  [/\b(?:Chrome|Chromium|CriOS)\/(\d+)\./, 'chromium'],
  [/\bVersion\/(\d+)\.[\d.]+ (?:Mobile\/\w+ )?Safari\//, 'safari'],
];

/** Whether this is a browser that we know, in a version that is not too old. */
export function isCurrentBrowser(userAgent: string | undefined): boolean {
  const agent = (userAgent ?? '').slice(0, 512);
  for (const [mark, family] of marks) {
    const version = mark.exec(agent)?.[1];
    if (version !== undefined) return Number(version) >= leastVersions[family];
  }
  return false;
}
