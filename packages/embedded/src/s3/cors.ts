import type { IncomingMessage } from 'node:http';

/**
 * Headers that let pages of these origins use presigned URLs (Fetch standard, "CORS protocol"). `undefined` for a
 * page of any other origin; empty for a request that no page sent.
 */
export const corsHeaders = (
  request: IncomingMessage,
  origins: string[],
): Record<string, string> | undefined => {
  const { origin } = request.headers;
  if (origin === undefined) return {};
  if (!origins.includes(origin)) return undefined;
  return {
    'access-control-allow-origin': origin,
    'access-control-allow-methods': 'GET, HEAD, PUT, POST, DELETE',
    'access-control-allow-headers': request.headers['access-control-request-headers'] ?? '*',
    'access-control-expose-headers': 'etag, x-amz-version-id, x-amz-request-id, content-range',
    'access-control-max-age': '600',
    vary: 'origin',
  };
};
