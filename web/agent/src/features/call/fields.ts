import { isWord, type Translate } from '../../language/index.ts';
import type { OrderedItem } from './checklist.ts';

/** What an item of the order is called, and how its value reads. */
export function wordsOf(
  { field, value }: OrderedItem,
  t: Translate,
  day: (isoDay: string) => string,
): { label: string; text: string } {
  const key = `call.field.${field}`;
  const label = isWord(key) ? t(key) : field;
  if (field === 'birthDate') return { label, text: day(value) };
  const document = `call.document.${value}`;
  return { label, text: field === 'document.type' && isWord(document) ? t(document) : value };
}
