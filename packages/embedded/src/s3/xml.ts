const entities: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&apos;',
};

export type XmlValue = string | number | boolean | undefined | XmlValue[] | { [name: string]: XmlValue };

const escapeXml = (text: string): string =>
  // Carriage return and other control characters would not survive a parser as they are.

  text.replace(/[&<>"']/g, c => entities[c] ?? c).replace(/[\u0000-\u001f]/g, c => `&#${c.charCodeAt(0)};`);

const element = (name: string, value: XmlValue): string => {
  if (value === undefined) return '';
  if (Array.isArray(value)) return value.map(item => element(name, item)).join('');
  return `<${name}>${typeof value === 'object' ? children(value) : escapeXml(String(value))}</${name}>`;
};

const children = (values: Record<string, XmlValue>): string =>
  Object.entries(values)
    .map(([name, value]) => element(name, value))
    .join('');

/** An S3 answer: a list is repeated elements, `undefined` is left out. */
export const toXml = (root: string, values: Record<string, XmlValue>): string =>
  `<?xml version="1.0" encoding="UTF-8"?>\n<${root} xmlns="http://s3.amazonaws.com/doc/2006-03-01/">${children(values)}</${root}>`;

const unescapeXml = (text: string): string =>
  text.replace(/&(#x?)?(\w+);/g, (whole, numeric: string | undefined, name: string) => {
    if (numeric !== undefined) return String.fromCodePoint(parseInt(name, numeric === '#x' ? 16 : 10));
    return Object.keys(entities).find(c => entities[c] === whole) ?? whole;
  });

/** Contents of each `<name>` in a request's flat XML; S3's requests never nest an element in its like. */
export const elements = (xml: string, name: string): string[] =>
  [...xml.matchAll(new RegExp(`<${name}(?:\\s[^>]*)?>([\\s\\S]*?)</${name}>`, 'g'))].map(
    match => match[1] ?? '',
  );

export const textOf = (xml: string, name: string): string | undefined => {
  const found = elements(xml, name)[0];
  return found === undefined ? undefined : unescapeXml(found);
};
