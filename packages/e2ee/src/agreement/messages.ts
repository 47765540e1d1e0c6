import { concat, equal, lengthPrefixed, uint, utf8, fromUtf8, type Bytes } from '../bytes.ts';
import { E2eeError } from '../errors.ts';
import {
  HASH_LENGTH,
  KEM_CIPHERTEXT_LENGTH,
  KEM_KEY_LENGTH,
  POINT_LENGTH,
  SIGNATURE_LENGTH,
  VERSION,
} from '../suite.ts';
import { createReader } from './reader.ts';

/** First byte of each message (SPEC 2). */
export const MESSAGE = { commit: 1, helloA: 2, helloC: 3, confirmA: 4, confirmC: 5, helloS: 6 } as const;
/** Role byte of a hello. */
export const ROLE = { customer: 1, agent: 2, supervisor: 3 } as const;
export type Role = keyof typeof ROLE;
/** Who may start an agreement; the agent always answers. */
export type Initiator = Exclude<Role, 'agent'>;

export const RANDOM_LENGTH = 32;
/** Each agreement with the customer gives an attacker one guess at the security code; a supervisor signs instead (R10). */
export const MAX_AGREEMENTS = { customer: 3, supervisor: 30 } as const;
const MAX_CERTIFICATE = 4096;

/** What both ends must hold equal before they agree on keys. */
export interface AgreementContext {
  /** Identifier of the attempt, 1–64 bytes. */
  attempt: string;
  /** From 1, at most `MAX_AGREEMENTS`; each agreement of an attempt with the same initiator has its own. */
  agreementNumber: number;
  /** From `contextHash`, 48 bytes. */
  contextHash: Bytes;
}

export interface Hello {
  point: Bytes;
  random: Bytes;
}

export interface HelloC extends Hello {
  kemKey: Bytes;
}

export interface HelloA extends Hello {
  certificate: string;
}

/** hello_c with a certificate: a supervisor says who it is. */
export type HelloS = HelloC & HelloA;

const head = (role: Role, context: AgreementContext): Bytes =>
  concat(
    uint(VERSION, 1),
    uint(ROLE[role], 1),
    lengthPrefixed(utf8(context.attempt)),
    uint(context.agreementNumber, 1),
    context.contextHash,
  );

/** hello_c without its type byte. */
export const encodeHelloC = (context: AgreementContext, hello: HelloC): Bytes =>
  concat(head('customer', context), hello.point, hello.kemKey, hello.random);

/** hello_s without type byte and signature. */
export const encodeHelloS = (context: AgreementContext, hello: HelloS): Bytes =>
  concat(
    head('supervisor', context),
    hello.point,
    hello.kemKey,
    hello.random,
    lengthPrefixed(utf8(hello.certificate)),
  );

/** hello_a without type byte and signature. */
export const encodeHelloA = (context: AgreementContext, hello: HelloA): Bytes =>
  concat(head('agent', context), hello.point, hello.random, lengthPrefixed(utf8(hello.certificate)));

/** A whole message: type byte and body. */
export const message = (type: keyof typeof MESSAGE, ...body: Uint8Array[]): Bytes =>
  concat(uint(MESSAGE[type], 1), ...body);

/** Refuses attempt identifiers and numbers that no message can carry. */
export function checkContext(context: AgreementContext, initiator: Initiator): void {
  const { agreementNumber: number, attempt, contextHash } = context;
  if (!Number.isInteger(number) || number < 1 || number > MAX_AGREEMENTS[initiator])
    throw new E2eeError('wrong_number');
  const length = utf8(attempt).length;
  if (length < 1 || length > 64) throw new E2eeError('wrong_attempt');
  if (contextHash.length !== HASH_LENGTH) throw new E2eeError('wrong_context');
}

function readHead(reader: ReturnType<typeof createReader>, role: Role, context: AgreementContext): void {
  if (reader.uint(1) !== VERSION) throw new E2eeError('unsupported_version');
  if (reader.uint(1) !== ROLE[role]) throw new E2eeError('wrong_role');
  if (reader.text(1, 64) !== context.attempt) throw new E2eeError('wrong_attempt');
  if (reader.uint(1) !== context.agreementNumber) throw new E2eeError('wrong_number');
  if (!equal(reader.take(HASH_LENGTH), context.contextHash)) throw new E2eeError('wrong_context');
}

/** Parses hello_c and compares its head with one's own context (R4, R5). */
export function decodeHelloC(bytes: Uint8Array, context: AgreementContext): HelloC {
  const reader = createReader(bytes);
  readHead(reader, 'customer', context);
  const hello = {
    point: reader.take(POINT_LENGTH),
    kemKey: reader.take(KEM_KEY_LENGTH),
    random: reader.take(RANDOM_LENGTH),
  };
  reader.end();
  return hello;
}

/** Parses hello_s and compares its head with one's own context (R4, R5). */
export function decodeHelloS(bytes: Uint8Array, context: AgreementContext): HelloS {
  const reader = createReader(bytes);
  readHead(reader, 'supervisor', context);
  const hello = {
    point: reader.take(POINT_LENGTH),
    kemKey: reader.take(KEM_KEY_LENGTH),
    random: reader.take(RANDOM_LENGTH),
    certificate: fromUtf8(reader.prefixed(1, MAX_CERTIFICATE)),
  };
  reader.end();
  return hello;
}

/** Parses hello_a and compares its head with one's own context (R4, R5). */
export function decodeHelloA(bytes: Uint8Array, context: AgreementContext): HelloA {
  const reader = createReader(bytes);
  readHead(reader, 'agent', context);
  const hello = {
    point: reader.take(POINT_LENGTH),
    random: reader.take(RANDOM_LENGTH),
    certificate: fromUtf8(reader.prefixed(1, MAX_CERTIFICATE)),
  };
  reader.end();
  return hello;
}

/** The body of a message that must be of `type` (R3). */
export function bodyOf(type: keyof typeof MESSAGE, bytes: Uint8Array): Bytes {
  if (bytes[0] !== MESSAGE[type]) throw new E2eeError('unexpected_message', `${type} awaited`);
  return bytes.slice(1);
}

/** Splits a body into its fixed parts; lengths must fit exactly (R4). */
export function splitBody<const L extends number[]>(
  body: Uint8Array,
  ...lengths: L
): { [K in keyof L]: Bytes } {
  const reader = createReader(body);
  const parts = lengths.map(length => reader.take(length));
  reader.end();
  return parts as { [K in keyof L]: Bytes };
}

/** lp(hello) and signature of message 2, and of message 3 if a supervisor sends it. */
export function splitSigned(body: Uint8Array): { hello: Bytes; signature: Bytes } {
  const reader = createReader(body);
  const hello = reader.prefixed(1, 8192);
  const signature = reader.take(SIGNATURE_LENGTH);
  reader.end();
  return { hello, signature };
}

/** Ciphertext and MAC of message 4. */
export const splitConfirmA = (body: Uint8Array) => splitBody(body, KEM_CIPHERTEXT_LENGTH, HASH_LENGTH);
