import { createHash } from 'node:crypto';
import type { IncomingHttpHeaders, IncomingMessage } from 'node:http';
import { crc32 } from 'node:zlib';
import { S3Error } from './errors.ts';

const LONGEST_BODY = 128 * 1024 * 1024;

export const readBody = async (request: IncomingMessage): Promise<Buffer> => {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > LONGEST_BODY) throw new S3Error(400, 'EntityTooLarge', 'The body is too large');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
};

const digests: Record<string, (body: Buffer) => string> = {
  'content-md5': body => createHash('md5').update(body).digest('base64'),
  'x-amz-checksum-sha256': body => createHash('sha256').update(body).digest('base64'),
  'x-amz-checksum-sha1': body => createHash('sha1').update(body).digest('base64'),
  'x-amz-checksum-crc32': body => {
    const sum = Buffer.alloc(4);
    sum.writeUInt32BE(crc32(body));
    return sum.toString('base64');
  },
};

/** `aws-chunked`: hexadecimal length, CRLF, bytes, CRLF, …, 0, CRLF, checksum headers (the SDK sends streams so). */
const unchunk = (body: Buffer): { body: Buffer; trailers: Record<string, string> } => {
  const parts: Buffer[] = [];
  let at = 0;
  for (;;) {
    const lineEnd = body.indexOf('\r\n', at);
    const size = lineEnd < 0 ? NaN : parseInt(body.toString('latin1', at, lineEnd), 16);
    if (Number.isNaN(size)) throw new S3Error(400, 'IncompleteBody', 'The chunks of the body cannot be read');
    at = lineEnd + 2;
    if (size === 0) break;
    if (at + size > body.length) throw new S3Error(400, 'IncompleteBody', 'A chunk is cut short');
    parts.push(body.subarray(at, at + size));
    at += size + 2;
  }
  const lines = body.toString('latin1', at).split('\r\n');
  const trailers = lines.flatMap(line => {
    const [, name, value] = /^([^:]+):(.*)$/.exec(line) ?? [];
    return name === undefined || value === undefined ? [] : [[name.toLowerCase(), value.trim()] as const];
  });
  return { body: Buffer.concat(parts), trailers: Object.fromEntries(trailers) };
};

/**
 * The body as meant, after every checksum that came with it: signed hash, header, trailer, or a header
 * that presigning moved into the query (a checksum of an empty body there is a common mistake; S3 refuses it as well).
 *
 * @throws S3Error 400 when one of them does not match
 */
export const checkBody = (
  raw: Buffer,
  headers: IncomingHttpHeaders,
  query: URLSearchParams,
  payloadHash: string,
): Buffer => {
  const chunked = payloadHash.startsWith('STREAMING-');
  if (chunked && payloadHash !== 'STREAMING-UNSIGNED-PAYLOAD-TRAILER') {
    throw new S3Error(501, 'NotImplemented', `${payloadHash} is not supported here`);
  }
  const { body, trailers } = chunked ? unchunk(raw) : { body: raw, trailers: {} };
  if (!chunked && payloadHash !== 'UNSIGNED-PAYLOAD') {
    if (createHash('sha256').update(body).digest('hex') !== payloadHash) {
      throw new S3Error(400, 'XAmzContentSHA256Mismatch', 'The body is not the one that was signed');
    }
  }
  for (const [name, digest] of Object.entries(digests)) {
    const stated = headers[name] ?? trailers[name] ?? query.get(name);
    if (stated !== null && stated !== digest(body))
      throw new S3Error(400, 'BadDigest', `${name} does not match`);
  }
  return body;
};
