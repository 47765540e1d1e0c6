import { expect, test } from 'vitest';
import { csvLine } from './csv.ts';

test.each([
  '=1+1',
  '+1',
  '-1',
  '@SUM(A1)',
  '\t=1',
  '\r=1',
  '\n=1',
  ' =1',
  '\0=1',
  '\0',
  '"=1',
  '＝1',
  '=HYPERLINK("https://x.test","a")',
])('%j is text to a spreadsheet', text => {
  const line = csvLine([text]);
  expect(line.startsWith(`"'`)).toBe(true);
  // what stands in the cell is the text, with the apostrophe in front
  expect(line.slice(1, -3).replaceAll('""', '"')).toBe(`'${text}`);
});

test('everything else stands as it is, in quotes', () => {
  expect(csvLine(['a', 'b,c', 'd"e', 'f\r\ng', 7, null, 'x=1'])).toBe(
    '"a","b,c","d""e","f\r\ng","7","","x=1"\r\n',
  );
});
