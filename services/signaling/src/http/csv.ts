/**
 * One line of CSV, RFC 4180: every cell in quotes. A spreadsheet takes a cell that begins with one of these signs for a
 * formula, whatever the quotes: an apostrophe in front keeps it a text (OWASP, "CSV Injection"; full-width signs too,
 * which some spreadsheets read alike).
 */
export const csvLine = (cells: readonly (string | number | null)[]): string =>
  `${cells.map(cell => `"${harmless(String(cell ?? '')).replaceAll('"', '""')}"`).join(',')}\r\n`;

const formula = /^[\s"\0]*[=+\-@\t\r\n\0＝＋－＠]/u;
const harmless = (text: string): string => (formula.test(text) ? `'${text}` : text);

/** Tells a spreadsheet that what follows is UTF-8. */
export const byteOrderMark = '\uFEFF';
