import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

/** Foreground on ground, as components use them. WCAG 2.2, 1.4.3: text needs 4.5; 1.4.11: outlines of controls 3. */
const text: Record<string, string[]> = {
  text: [
    'page',
    'surface',
    'raised',
    'sunken',
    'hover',
    'accent-soft',
    'info-soft',
    'success-soft',
    'warning-soft',
    'danger-soft',
  ],
  'text-muted': ['page', 'surface', 'raised', 'sunken', 'hover', 'accent-soft'],
  'accent-text': ['page', 'surface', 'raised', 'hover', 'accent-soft'],
  'on-accent': ['accent', 'accent-hover', 'accent-pressed'],
  'on-danger': ['danger-fill', 'danger-fill-hover'],
  info: ['page', 'surface', 'info-soft'],
  success: ['page', 'surface', 'raised', 'success-soft'],
  warning: ['page', 'surface', 'raised', 'warning-soft'],
  danger: ['page', 'surface', 'raised', 'danger-soft'],
  'on-stage': ['stage', 'stage-raised'],
  'on-stage-muted': ['stage', 'stage-raised'],
};
const outlines: Record<string, string[]> = {
  'border-strong': ['page', 'surface', 'raised'],
  focus: ['page', 'surface', 'raised', 'sunken'],
};

const source = readFileSync(fileURLToPath(new URL('tokens.css', import.meta.url)), 'utf8');

function tokensOf(theme: 'light' | 'dark'): Map<string, string> {
  const tokens = new Map<string, string>();
  const declaration = /--color-([\w-]+): (?:light-dark\((#[0-9a-f]{6}), (#[0-9a-f]{6})\)|(#[0-9a-f]{6}));/g;
  for (const [, name, light, dark, both] of source.matchAll(declaration)) {
    tokens.set(name ?? '', both ?? (theme === 'light' ? light : dark) ?? '');
  }
  return tokens;
}

/** Relative luminance of `#rrggbb`, WCAG 2.2 glossary. */
function luminance(hex: string): number {
  const [r = 0, g = 0, b = 0] = [1, 3, 5]
    .map(at => Number.parseInt(hex.slice(at, at + 2), 16) / 255)
    .map(c => (c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4));
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function contrast(one: string, other: string): number {
  const [low = 0, high = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (high + 0.05) / (low + 0.05);
}

test.each([
  { theme: 'light', pairs: text, least: 4.5 },
  { theme: 'dark', pairs: text, least: 4.5 },
  { theme: 'light', pairs: outlines, least: 3 },
  { theme: 'dark', pairs: outlines, least: 3 },
] as const)('$theme: at least $least to 1', ({ theme, pairs, least }) => {
  const tokens = tokensOf(theme);
  const weak: string[] = [];
  for (const [front, grounds] of Object.entries(pairs)) {
    for (const ground of grounds) {
      const [a, b] = [tokens.get(front), tokens.get(ground)];
      if (!a || !b) throw new Error(`no token ${a ? ground : front}`);
      if (contrast(a, b) < least) weak.push(`${front} on ${ground}: ${contrast(a, b).toFixed(2)}`);
    }
  }
  expect(weak).toEqual([]);
});

test('black on white is 21 to 1', () => {
  expect(contrast('#000000', '#ffffff')).toBeCloseTo(21);
});
