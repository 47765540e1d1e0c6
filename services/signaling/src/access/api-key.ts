import { createHash, randomBytes } from 'node:crypto';

const shape = /^Bearer (vv_[A-Za-z0-9_-]{43})$/;

/** 32 random bytes, so a fast hash is enough to store them. */
export const newApiKey = (): string => `vv_${randomBytes(32).toString('base64url')}`;

export const apiKeySha384 = (key: string): Buffer => createHash('sha384').update(key).digest();

/** The key of an Authorization header, RFC 6750 section 2.1, or undefined. */
export const bearerKey = (header: string | undefined): string | undefined => shape.exec(header ?? '')?.[1];
