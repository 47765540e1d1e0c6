import { randomUUID } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { pipeline } from 'node:stream/promises';
import { checkBody, readBody } from './body.ts';
import { answerBucket } from './bucket-requests.ts';
import { corsHeaders } from './cors.ts';
import { S3Error } from './errors.ts';
import { answerObject } from './object-requests.ts';
import { parseRequest, type Answer } from './request.ts';
import { authenticate, type Credentials } from './signature.ts';
import type { Store } from './store.ts';
import { toXml } from './xml.ts';

export interface S3ServerOptions {
  store: Store;
  credentials: Credentials;
  corsOrigins: string[];
  onError: (error: unknown) => void;
}

/**
 * The part of the S3 protocol that the product uses, path-style. What is not supported is refused
 * (501 NotImplemented), never taken for something else.
 */
export const createS3Server = (options: S3ServerOptions): Server =>
  createServer((request, response) => {
    handle(request, response, options).catch((error: unknown) => {
      // The connection broke in the middle of an answer.
      response.destroy();
      options.onError(error);
    });
  });

const handle = async (
  request: IncomingMessage,
  response: ServerResponse,
  options: S3ServerOptions,
): Promise<void> => {
  const cors = corsHeaders(request, options.corsOrigins);
  if (request.method === 'OPTIONS') {
    response.writeHead(cors === undefined ? 403 : 204, cors).end();
    return;
  }
  const answer = await refuse(() => answerTo(request, options), options);
  response.writeHead(answer.status, { 'x-amz-request-id': randomUUID(), ...answer.headers, ...cors });
  if (request.method === 'HEAD' || answer.file === undefined || answer.file.end < answer.file.start) {
    response.end(request.method === 'HEAD' ? undefined : answer.body);
    return;
  }
  const { path, start, end } = answer.file;
  await pipeline(createReadStream(path, { start, end }), response);
};

const answerTo = async (
  incoming: IncomingMessage,
  { store, credentials }: S3ServerOptions,
): Promise<Answer> => {
  const { method = 'GET', url = '/', headers } = incoming;
  const request = parseRequest(method, url, headers);
  const payloadHash = authenticate({ method, target: url, headers }, credentials, Date.now());
  const raw = await readBody(incoming);
  const body =
    method === 'PUT' || method === 'POST' ? checkBody(raw, headers, request.query, payloadHash) : raw;
  return request.key === ''
    ? answerBucket(store, { ...request, body })
    : answerObject(store, { ...request, body });
};

const refuse = async (work: () => Promise<Answer>, { onError }: S3ServerOptions): Promise<Answer> => {
  try {
    return await work();
  } catch (error) {
    const refusal =
      error instanceof S3Error ? error : new S3Error(500, 'InternalError', 'An internal error occurred');
    if (!(error instanceof S3Error)) onError(error);
    return {
      status: refusal.status,
      // A body that was not read would be taken for the next request.
      headers: { 'content-type': 'application/xml', connection: 'close' },
      body: toXml('Error', { Code: refusal.code, Message: refusal.message }).replace(/ xmlns="[^"]*"/, ''),
    };
  }
};
