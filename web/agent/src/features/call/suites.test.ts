import { expect, test } from 'vitest';
import { bitRate, isRecommendedDtls, isRecommendedSrtp } from './suites.ts';

test('only forward-secret AES-GCM suites are marked for DTLS', () => {
  for (const suite of [
    'TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256',
    'TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384',
    'TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384',
    'TLS_AES_256_GCM_SHA384',
  ])
    expect(isRecommendedDtls(suite), suite).toBe(true);
  for (const suite of [
    'TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256',
    'TLS_CHACHA20_POLY1305_SHA256',
    'TLS_RSA_WITH_AES_256_GCM_SHA384',
    'TLS_ECDHE_ECDSA_WITH_AES_256_CBC_SHA',
    'TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256_OR_SO',
  ])
    expect(isRecommendedDtls(suite), suite).toBe(false);
});

test('only AES-GCM profiles are marked for SRTP', () => {
  for (const profile of ['AEAD_AES_256_GCM', 'SRTP_AEAD_AES_128_GCM'])
    expect(isRecommendedSrtp(profile), profile).toBe(true);
  for (const profile of ['AES_CM_128_HMAC_SHA1_80', 'SRTP_AES128_CM_SHA1_80', 'AEAD_AES_256_GCM_8'])
    expect(isRecommendedSrtp(profile), profile).toBe(false);
});

test('a bit rate needs two readings of one counter', () => {
  expect(bitRate({ at: 1000, bytes: 1000 }, { at: 3000, bytes: 251_000 })).toBe(1_000_000);
  expect(bitRate(undefined, { at: 3000, bytes: 5 })).toBeUndefined();
  // the transport was opened anew
  expect(bitRate({ at: 1000, bytes: 900 }, { at: 3000, bytes: 5 })).toBeUndefined();
  expect(bitRate({ at: 1000, bytes: 900 }, { at: 3000, bytes: undefined })).toBeUndefined();
});
