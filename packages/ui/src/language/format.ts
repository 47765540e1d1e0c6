import { useMemo } from 'react';
import { regionOf, useLocale, type Locale } from './locale.ts';

type Moment = Date | number | string;

const toDate = (moment: Moment): Date => (moment instanceof Date ? moment : new Date(moment));

/** `21 November 2026`; moments are Dates, ISO strings or milliseconds. */
export const formatDate = (locale: Locale, moment: Moment): string =>
  new Intl.DateTimeFormat(regionOf[locale], { dateStyle: 'long' }).format(toDate(moment));

/** A calendar day without time or zone (`1990-04-01`, as ordered): never shifted by the viewer's time zone. */
export const formatDay = (locale: Locale, isoDay: string): string =>
  new Intl.DateTimeFormat(regionOf[locale], { dateStyle: 'long', timeZone: 'UTC' }).format(
    new Date(`${isoDay}T00:00:00Z`),
  );

/** `14:05` */
export const formatTime = (locale: Locale, moment: Moment): string =>
  new Intl.DateTimeFormat(regionOf[locale], { timeStyle: 'short' }).format(toDate(moment));

/** `21 Nov 2026, 14:05` */
export const formatDateTime = (locale: Locale, moment: Moment): string =>
  new Intl.DateTimeFormat(regionOf[locale], { dateStyle: 'medium', timeStyle: 'short' }).format(
    toDate(moment),
  );

/** A running time in seconds as a clock: `4:05`, `1:02:09`. Negative counts as zero. */
export function formatClock(seconds: number): string {
  const whole = Math.max(0, Math.floor(seconds));
  const [h, m, s] = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60, whole % 60];
  const two = (part: number): string => String(part).padStart(2, '0');
  return h > 0 ? `${h}:${two(m)}:${two(s)}` : `${m}:${two(s)}`;
}

/** A time in seconds in words, in its largest fitting unit, rounded up: `3 minutes`, `2 hours`, `60 days`. */
export function formatDuration(locale: Locale, seconds: number): string {
  const [unit, size] =
    seconds < 60
      ? (['second', 1] as const)
      : seconds < 5400
        ? (['minute', 60] as const)
        : seconds < 172_800
          ? (['hour', 3600] as const)
          : (['day', 86_400] as const);
  return new Intl.NumberFormat(regionOf[locale], { style: 'unit', unit, unitDisplay: 'long' }).format(
    Math.ceil(Math.max(0, seconds) / size),
  );
}

export const formatNumber = (locale: Locale, value: number, options: Intl.NumberFormatOptions = {}): string =>
  new Intl.NumberFormat(regionOf[locale], options).format(value);

/** Bytes in decimal units: `4.2 MB`. */
export function formatBytes(locale: Locale, bytes: number): string {
  const units = ['byte', 'kilobyte', 'megabyte', 'gigabyte', 'terabyte'] as const;
  const power = bytes < 1 ? 0 : Math.min(units.length - 1, Math.floor(Math.log10(bytes) / 3));
  return new Intl.NumberFormat(regionOf[locale], {
    style: 'unit',
    unit: units[power] ?? 'byte',
    unitDisplay: power === 0 ? 'long' : 'short',
    maximumFractionDigits: 1,
  }).format(bytes / 1000 ** power);
}

/** The helpers above, bound to the current language. */
export function useFormat() {
  const [locale] = useLocale();
  return useMemo(
    () => ({
      date: (moment: Moment) => formatDate(locale, moment),
      day: (isoDay: string) => formatDay(locale, isoDay),
      time: (moment: Moment) => formatTime(locale, moment),
      dateTime: (moment: Moment) => formatDateTime(locale, moment),
      clock: formatClock,
      duration: (seconds: number) => formatDuration(locale, seconds),
      number: (value: number, options?: Intl.NumberFormatOptions) => formatNumber(locale, value, options),
      bytes: (bytes: number) => formatBytes(locale, bytes),
    }),
    [locale],
  );
}
