import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import { S3Error } from './errors.ts';

/**
 * Checks AWS Signature Version 4 of a request, in the `Authorization` header or presigned in the query
 * (Amazon S3 API reference, "Authenticating requests (AWS Signature Version 4)").
 */

export interface Credentials {
  accessKeyId: string;
  secretAccessKey: string;
  region: string;
}

export interface SignedRequest {
  method: string;
  /** Path and query as they came, still encoded. */
  target: string;
  headers: IncomingHttpHeaders;
}

const CLOCK_SKEW_MS = 15 * 60_000;
const LONGEST_EXPIRY_S = 7 * 24 * 3600;

interface Claim {
  /** key id / date / region / service / "aws4_request" */
  credential: string;
  signedHeaders: string[];
  signature: string;
  /** ISO 8601 basic: 20261121T183000Z */
  time: string;
  expiresInS?: number;
  payloadHash: string;
}

const denied = (code: string, message: string): S3Error => new S3Error(403, code, message);

const header = (headers: IncomingHttpHeaders, name: string): string => {
  const value = headers[name] ?? '';
  return (Array.isArray(value) ? value.join(',') : value).trim().replace(/ +/g, ' ');
};

const readClaim = ({ headers }: SignedRequest, query: URLSearchParams): Claim => {
  if (query.has('X-Amz-Signature')) {
    if (query.get('X-Amz-Algorithm') !== 'AWS4-HMAC-SHA256')
      throw denied('AccessDenied', 'Unknown algorithm');
    return {
      credential: query.get('X-Amz-Credential') ?? '',
      signedHeaders: (query.get('X-Amz-SignedHeaders') ?? '').split(';'),
      signature: query.get('X-Amz-Signature') ?? '',
      time: query.get('X-Amz-Date') ?? '',
      expiresInS: Number(query.get('X-Amz-Expires')),
      payloadHash: query.get('X-Amz-Content-Sha256') ?? 'UNSIGNED-PAYLOAD',
    };
  }
  const match = /^AWS4-HMAC-SHA256 Credential=([^,]+), ?SignedHeaders=([^,]+), ?Signature=([0-9a-f]+)$/.exec(
    headers.authorization ?? '',
  );
  if (match === null) throw denied('AccessDenied', 'The request is not signed');
  const [, credential = '', signedHeaders = '', signature = ''] = match;
  return {
    credential,
    signedHeaders: signedHeaders.split(';'),
    signature,
    time: header(headers, 'x-amz-date'),
    payloadHash: header(headers, 'x-amz-content-sha256'),
  };
};

const parseTime = (time: string): number => {
  const match = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/.exec(time);
  if (match === null) throw denied('AccessDenied', 'The time of the signature cannot be read');
  const [, year, month, day, hour, minute, second] = match;
  return Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`);
};

const checkTime = (claim: Claim, now: number): void => {
  const signedAt = parseTime(claim.time);
  if (claim.expiresInS === undefined) {
    if (Math.abs(now - signedAt) > CLOCK_SKEW_MS) {
      throw denied('RequestTimeTooSkewed', 'The clocks differ by more than 15 minutes');
    }
    return;
  }
  const valid = claim.expiresInS > 0 && claim.expiresInS <= LONGEST_EXPIRY_S;
  if (!valid || signedAt - now > CLOCK_SKEW_MS) throw denied('AccessDenied', 'The expiry is not valid');
  if (now > signedAt + claim.expiresInS * 1000) throw denied('AccessDenied', 'Request has expired');
};

const encode = (text: string): string =>
  encodeURIComponent(text).replace(/[!'()*]/g, c => `%${c.charCodeAt(0).toString(16).toUpperCase()}`);

const canonicalQuery = (query: URLSearchParams): string =>
  [...query]
    .filter(([name]) => name !== 'X-Amz-Signature')
    .map(([name, value]) => `${encode(name)}=${encode(value)}`)
    .sort()
    .join('&');

const hmac = (key: string | Buffer, text: string): Buffer => createHmac('sha256', key).update(text).digest();

const expectedSignature = (
  request: SignedRequest,
  query: URLSearchParams,
  claim: Claim,
  secret: string,
): Buffer => {
  const path = request.target.split('?')[0] ?? '/';
  const canonical = [
    request.method,
    path,
    canonicalQuery(query),
    ...claim.signedHeaders.map(name => `${name}:${header(request.headers, name)}`),
    '',
    claim.signedHeaders.join(';'),
    claim.payloadHash,
  ].join('\n');
  const [, ...scope] = claim.credential.split('/');
  const digest = createHash('sha256').update(canonical).digest('hex');
  const toSign = ['AWS4-HMAC-SHA256', claim.time, scope.join('/'), digest].join('\n');
  const key = scope.reduce<string | Buffer>((previous, part) => hmac(previous, part), `AWS4${secret}`);
  return hmac(key, toSign);
};

/**
 * @returns the hash the client states for the body, for `checkBody`
 * @throws S3Error 403 when the signature is missing, wrong, expired or another key's
 */
export const authenticate = (request: SignedRequest, credentials: Credentials, now: number): string => {
  const query = new URL(request.target, 'http://host').searchParams;
  const claim = readClaim(request, query);
  checkTime(claim, now);
  const [keyId, day, region, service, end] = claim.credential.split('/');
  if (keyId !== credentials.accessKeyId) throw denied('InvalidAccessKeyId', 'This access key is not known');
  const scoped =
    day === claim.time.slice(0, 8) &&
    region === credentials.region &&
    service === 's3' &&
    end === 'aws4_request';
  // Otherwise a signature for one server would do for another, and headers could be exchanged under way.
  const unsigned = Object.keys(request.headers).find(
    name => name.startsWith('x-amz-') && !claim.signedHeaders.includes(name),
  );
  if (!scoped || !claim.signedHeaders.includes('host') || unsigned !== undefined) {
    throw denied('AccessDenied', unsigned === undefined ? 'Wrong scope' : `Header ${unsigned} is not signed`);
  }
  const expected = expectedSignature(request, query, claim, credentials.secretAccessKey);
  const given = Buffer.from(claim.signature, 'hex');
  if (given.length !== expected.length || !timingSafeEqual(given, expected)) {
    throw denied('SignatureDoesNotMatch', 'The signature does not match');
  }
  return claim.payloadHash;
};
