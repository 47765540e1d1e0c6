import type { IncomingHttpHeaders } from 'node:http';
import { S3Error } from './errors.ts';

export interface S3Request {
  method: string;
  bucket: string;
  /** Empty for the bucket itself. */
  key: string;
  query: URLSearchParams;
  headers: IncomingHttpHeaders;
  body: Buffer;
  /** Whether exactly these subresources (`?versions`, `?uploadId=…`) are asked for. */
  asks: (...subresources: string[]) => boolean;
}

export interface Answer {
  status: number;
  headers: Record<string, string>;
  body?: string;
  /** A file of the answer's body, and the bytes of it, `end` included. */
  file?: { path: string; start: number; end: number };
}

/** Parameters that refine a request; every other one changes what is asked, and unknown ones must not be passed over. */
const REFINING =
  /^(X-Amz-.*|x-amz-.*|x-id|list-type|prefix|delimiter|max-keys|start-after|continuation-token|fetch-owner|key-marker|version-id-marker|upload-id-marker|max-uploads|max-parts|response-.*)$/;

/** @throws S3Error 400 when the path cannot be read */
export const parseRequest = (
  method: string,
  target: string,
  headers: IncomingHttpHeaders,
): Omit<S3Request, 'body'> => {
  const [path = '/', search = ''] = target.split(/\?(.*)/s);
  const query = new URLSearchParams(search);
  const subresources = [...query.keys()].filter(name => !REFINING.test(name));
  try {
    // Not through URL, which would resolve `..` in a key.
    const [, bucket = '', key = ''] = /^\/([^/]*)\/?(.*)$/s.exec(decodeURIComponent(path)) ?? [];
    return {
      method,
      bucket,
      key,
      query,
      headers,
      asks: (...names) =>
        names.length === subresources.length && names.every(name => subresources.includes(name)),
    };
  } catch {
    throw new S3Error(400, 'InvalidURI', 'The path cannot be read');
  }
};
