import type { en } from './words.en.ts';

export const de: Record<keyof typeof en, string> = { 'receipts.title': 'Löschnachweise' };
