import { describe, expect, it } from 'vitest';
import { makeEvidenceKey } from '../../test/lists.ts';
import { makeParties, NOW } from '../../test/parties.ts';
import { verifyRecipientList, signRecipientList } from '../evidence/recipients.ts';
import { issueCertificate, verifyCertificate } from './certificate.ts';
import { generateDeviceKey } from './device.ts';
import { matchesFingerprint, rootFingerprint } from './fingerprint.ts';
import { sign } from './signed.ts';
import { generateRootKeyFile, loadRootKeyFile } from './root.ts';

const expected = { tenant: 'tenant-1', now: NOW };

describe('certificates', () => {
  it('R24 hold only under their root, for their tenant, in their time', async () => {
    const { root, agent } = await makeParties();
    const stranger = await makeParties();
    const verify = (jws: string, key = root.publicKey, of = expected) => verifyCertificate(jws, key, of);
    expect(await verify(agent.certificate)).toMatchObject({ person: 'p-1', role: 'agent' });
    const refused = (promise: Promise<unknown>, code: string) =>
      expect(promise).rejects.toMatchObject({ code });
    await refused(verify(stranger.agent.certificate), 'bad_certificate');
    await refused(verify(agent.certificate, root.publicKey, { ...expected, tenant: 't' }), 'bad_certificate');
    await refused(verify(agent.certificate, root.publicKey, { ...expected, now: 0 }), 'bad_certificate');
    await refused(
      verify(agent.certificate, root.publicKey, { ...expected, now: NOW + 1000 }),
      'certificate_expired',
    );
    const [head, body = '', signature] = agent.certificate.split('.');
    const forged = btoa(atob(body).replace('Ada', 'Eve')).replaceAll('=', '');
    await refused(verify(`${head}.${forged}.${signature}`), 'bad_certificate');
    await refused(verify('nonsense'), 'bad_certificate');
  });

  it('R24 a text signed for another purpose is no certificate, nor the other way round', async () => {
    const { root, agent } = await makeParties();
    const list = await signRecipientList(
      {
        tenant: 'tenant-1',
        contract: 'c',
        version: 1,
        expires: NOW + 9,
        recipients: [(await makeEvidenceKey('tenant-1')).recipient],
      },
      root.privateKey,
    );
    await expect(verifyCertificate(list, root.publicKey, expected)).rejects.toMatchObject({
      code: 'bad_certificate',
    });
    const expectedList = { tenant: 'tenant-1', contract: 'c', now: NOW, seenVersion: 0 };
    await expect(verifyRecipientList(agent.certificate, root.publicKey, expectedList)).rejects.toMatchObject({
      code: 'bad_recipient_list',
    });
  });

  it('R24 the type counts, also where the content would fit', async () => {
    const { root } = await makeParties();
    const { publicJwk: device } = await generateDeviceKey();
    const [issued, expires] = [NOW, NOW + 9];
    const payload = {
      v: 1,
      tenant: 'tenant-1',
      device,
      person: 'p',
      name: 'N',
      role: 'agent',
      issued,
      expires,
    };
    const right = await sign('visavis-certificate', payload, root.privateKey);
    expect(await verifyCertificate(right, root.publicKey, expected)).toMatchObject({ name: 'N' });
    const wrong = await sign('visavis-decision', payload, root.privateKey);
    await expect(verifyCertificate(wrong, root.publicKey, expected)).rejects.toMatchObject({
      code: 'bad_certificate',
    });
  });

  it('R25 a device key cannot be exported', async () => {
    const { privateKey } = await generateDeviceKey();
    for (const format of ['pkcs8', 'jwk'] as const)
      await expect(crypto.subtle.exportKey(format, privateKey)).rejects.toThrow();
  });
});

describe('root', () => {
  it('R24 its fingerprint is recognised however it is typed, and no other', async () => {
    const { root } = await makeParties();
    const fingerprint = await rootFingerprint(root.publicKey);
    expect(fingerprint).toMatch(/^([0-9a-f]{4}-){7}[0-9a-f]{4}$/);
    expect(await matchesFingerprint(root.publicKey, fingerprint)).toBe(true);
    expect(await matchesFingerprint(root.publicKey, fingerprint.toUpperCase().replaceAll('-', ' '))).toBe(
      true,
    );
    const last = fingerprint.endsWith('0') ? '1' : '0';
    expect(await matchesFingerprint(root.publicKey, fingerprint.slice(0, -1) + last)).toBe(false);
    expect(await matchesFingerprint(root.publicKey, fingerprint.slice(0, -1))).toBe(false);
    expect(await matchesFingerprint(root.publicKey, '')).toBe(false);
  });

  it('its key file loads, certifies, and is refused when altered', async () => {
    const file = await generateRootKeyFile('tenant-1', new Date());
    const root = await loadRootKeyFile(JSON.parse(JSON.stringify(file)));
    const { publicJwk: device } = await generateDeviceKey();
    const certificate = await issueCertificate(
      { tenant: 'tenant-1', device, person: 'p', name: 'N', role: 'admin', issued: NOW, expires: NOW + 1 },
      root.privateKey,
    );
    expect(await verifyCertificate(certificate, root.publicKey, expected)).toMatchObject({ name: 'N' });
    const other = await generateRootKeyFile('tenant-1', new Date());
    await expect(loadRootKeyFile({ ...file, privateKey: other.privateKey })).rejects.toMatchObject({
      code: 'bad_key_file',
    });
    await expect(loadRootKeyFile({})).rejects.toMatchObject({ code: 'bad_key_file' });
  });
});
