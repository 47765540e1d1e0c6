import { renderToStaticMarkup } from 'react-dom/server';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { compileMessageOrThrow } from '@lingui/message-utils/compileMessage';
import { de } from './de.ts';
import { en } from './en.ts';
import { formatBytes, formatClock, formatDay, formatDuration } from './format.ts';
import { createLanguage } from './language.ts';
import { setLocale, subscribeLocale } from './locale.ts';

const words = {
  en: {
    waiting: '{count, plural, =0 {You are next} one {# person before you} other {# people before you}}',
    hello: 'Hello {name}',
  },
  de: {
    waiting:
      '{count, plural, =0 {Sie sind als Nächstes dran} one {# Person vor Ihnen} other {# Personen vor Ihnen}}',
    hello: 'Guten Tag {name}',
  },
} as const;
const { useT, translate, translateIn } = createLanguage(words);

afterEach(() => {
  setLocale('en');
});

describe('catalogs', () => {
  test('both languages have the same keys and valid messages', () => {
    expect(Object.keys(de).sort()).toEqual(Object.keys(en).sort());
    for (const message of [...Object.values(en), ...Object.values(de)]) {
      expect(() => compileMessageOrThrow(message)).not.toThrow();
    }
  });

  test('both languages use the same arguments', () => {
    const argumentsOf = (message: string) => [...message.matchAll(/\{(\w+)/g)].map(([, name]) => name).sort();
    for (const key of Object.keys(en) as (keyof typeof en)[]) {
      expect(argumentsOf(de[key]), key).toEqual(argumentsOf(en[key]));
    }
  });

  test('a missing translation and an unknown key are refused by the types', () => {
    // @ts-expect-error: German lacks `hello`
    createLanguage({ en: words.en, de: { waiting: '' } });
    // @ts-expect-error: there is no such key
    expect(translate('helo')).toBe('helo');
  });
});

describe('messages', () => {
  test('plural in both languages, each time anew', () => {
    const say = (locale: 'de' | 'en') => [0, 1, 5].map(count => translateIn(locale, 'waiting', { count }));
    expect(say('en')).toEqual(['You are next', '1 person before you', '5 people before you']);
    expect(say('de')).toEqual(['Sie sind als Nächstes dran', '1 Person vor Ihnen', '5 Personen vor Ihnen']);
  });

  test('values are text, never markup or messages', () => {
    expect(translate('hello', { name: '{count} <b>' })).toBe('Hello {count} <b>');
  });

  test('follow the chosen language, and tell who listens', () => {
    let calls = 0;
    const stop = subscribeLocale(() => (calls += 1));
    const Hello = () => <p>{useT()('hello', { name: 'Erika' })}</p>;
    expect(renderToStaticMarkup(<Hello />)).toBe('<p>Hello Erika</p>');
    setLocale('de');
    expect(renderToStaticMarkup(<Hello />)).toBe('<p>Guten Tag Erika</p>');
    setLocale('de');
    stop();
    expect(calls).toBe(1);
  });

  test('a suggestion applies while nobody has chosen, and never against a choice', async () => {
    vi.resetModules();
    const fresh = await import('./locale.ts');
    fresh.suggestLocale('de');
    expect(fresh.getLocale()).toBe('de');
    fresh.setLocale('en');
    fresh.suggestLocale('de');
    expect(fresh.getLocale()).toBe('en');
  });
});

describe('formats', () => {
  test('clock', () => {
    expect([-1, 0, 65.9, 3729].map(formatClock)).toEqual(['0:00', '0:00', '1:05', '1:02:09']);
  });

  test('durations in words', () => {
    expect([1, 61, 120, 7200, 5_184_000].map(s => formatDuration('en', s))).toEqual([
      '1 second',
      '2 minutes',
      '2 minutes',
      '2 hours',
      '60 days',
    ]);
    expect(formatDuration('de', 5_184_000)).toBe('60 Tage');
  });

  test('a day is the same day everywhere', () => {
    expect(formatDay('de', '1983-08-12')).toBe('12. August 1983');
  });

  test('bytes', () => {
    expect([0, 999, 4_200_000].map(bytes => formatBytes('en', bytes))).toEqual([
      '0 bytes',
      '999 bytes',
      '4.2 MB',
    ]);
  });
});
