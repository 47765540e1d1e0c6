import { openapi } from '@visavis/protocol';
import type { RequestHandler } from 'express';

/** Public: it describes, and opens nothing. */
export function openapiHandler(serverUrl: string): RequestHandler {
  const document = openapi(serverUrl);
  return (_request, response) => {
    response.json(document);
  };
}
