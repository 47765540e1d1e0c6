import type { Endpoint } from '@visavis/protocol';
import { z } from 'zod';

/** What a string may have to look like, by pattern or format. */
const texts = [
  'text',
  '123456',
  'UTO',
  'DE',
  'a.b.c',
  'AA',
  'A'.repeat(43),
  'A'.repeat(64),
  '7K2M-9PQR-3TVW-X4YZ-5ABC-6DEF',
  '1974-08-12',
  '2030-01-01T00:00:00.000Z',
  'anna@example.test',
  'https://example.test',
  '192.0.2.0/24',
];

type Schema = {
  type?: string;
  const?: unknown;
  enum?: unknown[];
  anyOf?: Schema[];
  oneOf?: Schema[];
  allOf?: Schema[];
  properties?: Record<string, Schema>;
  required?: string[];
  items?: Schema;
  prefixItems?: Schema[];
  minItems?: number;
  minLength?: number;
  maxLength?: number;
  minimum?: number;
  exclusiveMinimum?: number;
  pattern?: string;
  format?: string;
};

/** What refinements ask for besides, by the path of the endpoint. */
const besides: Record<string, object> = {
  '/api/console/decisions': { outcome: 'verified' },
  '/api/console/sites': { ranges: ['192.0.2.0/24'] },
  '/api/console/sites/{id}': { ranges: ['192.0.2.0/24'] },
};
/** One of several that may be left out, but not all: a code stands for them. */
const chosen = ['totp'];

function sampleText(schema: Schema, id: () => string): string {
  const { format, pattern, minLength = 0, maxLength = Infinity } = schema;
  if (format === 'uuid') return id();
  const fits = (text: string) =>
    text.length >= minLength &&
    text.length <= maxLength &&
    (pattern === undefined || new RegExp(pattern, 'u').test(text));
  const found = [...texts, 'A'.repeat(minLength), 'a'.repeat(minLength)].find(fits);
  if (found === undefined) throw new Error(`no text for ${JSON.stringify(schema)}`);
  return found;
}

function sample(schema: Schema, id: () => string): unknown {
  if ('const' in schema) return schema.const;
  if (schema.enum) return schema.enum[0];
  const [either] = schema.anyOf ?? schema.oneOf ?? schema.allOf ?? [];
  if (either) return sample(either, id);
  switch (schema.type) {
    case 'string':
      return sampleText(schema, id);
    case 'integer':
    case 'number':
      return Math.max(schema.minimum ?? 1, (schema.exclusiveMinimum ?? 0) + 1, 1);
    case 'boolean':
      return true;
    case 'array': {
      const item = schema.prefixItems?.[0] ?? schema.items ?? {};
      return Array.from({ length: schema.minItems ?? 0 }, () => sample(item, id));
    }
    case 'object':
      return Object.fromEntries(
        [...(schema.required ?? []), ...chosen.filter(name => name in (schema.properties ?? {}))].map(
          name => [name, sample(schema.properties?.[name] ?? {}, id)],
        ),
      );
    default:
      return null;
  }
}

/**
 * The smallest value that a schema takes.
 * @param id what stands where an id is asked for
 * @returns undefined where no id is asked for
 * @throws when what was made does not fit: then this file has to learn something
 */
export function sampleFor(schema: z.ZodType, id: () => string): object | undefined {
  const asked: string[] = [];
  const made = make(schema, () => {
    const value = id();
    asked.push(value);
    return value;
  });
  return asked.length > 0 ? made : undefined;
}

function make(schema: z.ZodType, id: () => string, more: object = {}): object {
  const described = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }) as Schema;
  const made = { ...(sample(described, id) as object), ...more };
  const parsed = schema.safeParse(made);
  if (!parsed.success) throw new Error(`does not fit: ${JSON.stringify(made)}: ${parsed.error.message}`);
  return made;
}

/** The smallest body that an endpoint takes. */
export const bodyFor = ({ body, path }: Endpoint, id: () => string): object | undefined =>
  body && make(body, id, besides[path]);
