import { z } from 'zod';
import type { Endpoint } from './endpoint.ts';
import { refusalStatus, type RefusalCode } from './result.ts';
import { tenantApi } from './tenant-api.ts';

const refusalCodes = Object.keys(refusalStatus) as [RefusalCode, ...RefusalCode[]];

/** Every error of REST. */
export const errorView = z.strictObject({
  error: z.strictObject({ code: z.enum(refusalCodes), field: z.string().optional() }),
});

const always: readonly RefusalCode[] = [
  'invalid_request',
  'unauthenticated',
  'too_large',
  'too_many_requests',
  'internal',
];

const schemaOf = (schema: z.ZodType, io: 'input' | 'output') => {
  const made = z.toJSONSchema(schema, { io, unrepresentable: 'any' });
  // the document says it once for all
  delete made.$schema;
  return made;
};

const json = (schema: unknown) => ({ 'application/json': { schema } });

function responses(endpoint: Endpoint): Record<string, unknown> {
  const content = endpoint.reply
    ? json(schemaOf(endpoint.reply, 'output'))
    : endpoint.binary && { [endpoint.binary]: { schema: { type: 'string', format: 'binary' } } };
  const byStatus = new Map<number, RefusalCode[]>();
  for (const code of [...always, ...endpoint.refusals]) {
    byStatus.set(refusalStatus[code], [...(byStatus.get(refusalStatus[code]) ?? []), code]);
  }
  return {
    [endpoint.status]: { description: 'Done', ...(content && { content }) },
    ...Object.fromEntries(
      [...byStatus].map(([status, codes]) => [
        status,
        { description: codes.join(', '), content: json({ $ref: '#/components/schemas/Error' }) },
      ]),
    ),
  };
}

function operation(operationId: string, endpoint: Endpoint): Record<string, unknown> {
  const names = [...endpoint.path.matchAll(/\{(\w+)\}/g)].map(match => match[1]);
  return {
    operationId,
    summary: endpoint.summary,
    parameters: names.map(name => ({
      name,
      in: 'path',
      required: true,
      schema: { type: 'string', format: 'uuid' },
    })),
    ...(endpoint.body && {
      requestBody: { required: true, content: json(schemaOf(endpoint.body, 'input')) },
    }),
    responses: responses(endpoint),
  };
}

/** The tenants' interface as OpenAPI 3.1, made from the schemas that the server parses with. */
export function openapi(serverUrl: string): Record<string, unknown> {
  const paths: Record<string, Record<string, unknown>> = {};
  for (const [name, endpoint] of Object.entries(tenantApi)) {
    paths[endpoint.path] = { ...paths[endpoint.path], [endpoint.method]: operation(name, endpoint) };
  }
  return {
    openapi: '3.1.0',
    info: { title: 'Visavis', version: '1', license: { name: 'Apache-2.0', identifier: 'Apache-2.0' } },
    servers: [{ url: serverUrl }],
    security: [{ apiKey: [] }],
    paths,
    components: {
      securitySchemes: { apiKey: { type: 'http', scheme: 'bearer' } },
      schemas: { Error: schemaOf(errorView, 'output') },
    },
  };
}
