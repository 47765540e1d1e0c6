import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import * as aws from '@aws-sdk/client-s3';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';
import { launchBrowser, s3Client } from '@visavis/test-kit';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startS3, type EmbeddedS3 } from './s3.ts';

let folder: string;
let s3: EmbeddedS3;
let page: Server;
let stranger: Server;
let client: aws.S3Client;
let startedAgain = (): void => undefined;
let bucketCount = 0;

const servePage = async (): Promise<Server> => {
  const server = createServer((_, response) => {
    response.writeHead(200, { 'content-type': 'text/html' }).end('<!doctype html><title>Page</title>');
  }).listen(0, 'localhost');
  await once(server, 'listening');
  return server;
};

const originOf = (server: Server): string => `http://localhost:${(server.address() as AddressInfo).port}`;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'visavis s3-'));
  [page, stranger] = await Promise.all([servePage(), servePage()]);
  const onStart = (): void => startedAgain();
  s3 = await startS3({ folder, corsOrigins: [originOf(page)], log: () => undefined, onStart });
  client = s3Client(s3);
});

afterAll(async () => {
  await s3.stop();
  page.close();
  stranger.close();
  rmSync(folder, { recursive: true, force: true });
});

const newBucket = async (): Promise<string> => {
  bucketCount += 1;
  const Bucket = `bucket-${bucketCount}`;
  await client.send(new aws.CreateBucketCommand({ Bucket }));
  return Bucket;
};

const put = (Bucket: string, Key: string, Body: string | Readable = 'body') =>
  client.send(new aws.PutObjectCommand({ Bucket, Key, Body }));

const read = async (
  Bucket: string,
  Key: string,
  more: Partial<aws.GetObjectCommandInput> = {},
): Promise<string> => {
  const { Body } = await client.send(new aws.GetObjectCommand({ Bucket, Key, ...more }));
  return (await Body?.transformToString()) ?? '';
};

test('objects come back as they went in, whatever the key', async () => {
  const Bucket = await newBucket();
  for (const key of ['plain', 'a/b/../c', 'späce & <\'"> +%2F?#', 'x'.repeat(1024)]) {
    const Metadata = { note: 'kept' };
    await client.send(
      new aws.PutObjectCommand({ Bucket, Key: key, Body: key, ContentType: 'video/webm', Metadata }),
    );
    const head = await client.send(new aws.HeadObjectCommand({ Bucket, Key: key }));
    expect(head).toMatchObject({
      ContentType: 'video/webm',
      Metadata,
      ContentLength: Buffer.byteLength(key),
    });
    expect(await read(Bucket, key)).toBe(key);
    expect(await read(Bucket, key, { Range: 'bytes=1-3' })).toBe(Buffer.from(key).subarray(1, 4).toString());
  }
  await put(Bucket, 'empty', '');
  expect(await read(Bucket, 'empty')).toBe('');
  await expect(read(Bucket, 'missing')).rejects.toThrow(aws.NoSuchKey);
  await expect(client.send(new aws.HeadBucketCommand({ Bucket: 'missing' }))).rejects.toThrow(aws.NotFound);
  expect((await client.send(new aws.HeadBucketCommand({ Bucket: s3.bucket }))).$metadata.httpStatusCode).toBe(
    200,
  );
});

test('lists page by page, by prefix and by delimiter', async () => {
  const Bucket = await newBucket();
  for (const key of ['a/1', 'a/2', 'a/3', 'b/1', 'c']) await put(Bucket, key);
  const keys: (string | undefined)[] = [];
  for await (const some of aws.paginateListObjectsV2({ client, pageSize: 2 }, { Bucket, Prefix: 'a/' })) {
    keys.push(...(some.Contents ?? []).map(({ Key }) => Key));
  }
  expect(keys).toEqual(['a/1', 'a/2', 'a/3']);
  const folders: unknown[] = [];
  for await (const some of aws.paginateListObjectsV2({ client, pageSize: 1 }, { Bucket, Delimiter: '/' })) {
    folders.push(
      ...(some.CommonPrefixes ?? []).map(({ Prefix }) => Prefix),
      ...(some.Contents ?? []).map(({ Key }) => Key),
    );
  }
  expect(folders).toEqual(['a/', 'b/', 'c']);
});

test('a bucket that keeps versions still holds what was deleted, until each version is', async () => {
  const Bucket = await newBucket();
  await put(Bucket, 'key', 'before');
  await client.send(
    new aws.PutBucketVersioningCommand({ Bucket, VersioningConfiguration: { Status: 'Enabled' } }),
  );
  await put(Bucket, 'key', 'first');
  const { VersionId } = await put(Bucket, 'key', 'second');
  await client.send(new aws.DeleteObjectsCommand({ Bucket, Delete: { Objects: [{ Key: 'key' }] } }));
  await expect(read(Bucket, 'key')).rejects.toThrow(aws.NoSuchKey);
  expect(await read(Bucket, 'key', { VersionId })).toBe('second');
  expect((await client.send(new aws.ListObjectsV2Command({ Bucket }))).KeyCount).toBe(0);

  const all: { Key?: string; VersionId?: string; IsLatest?: boolean }[] = [];
  let marker: Partial<aws.ListObjectVersionsCommandInput> = {};
  for (;;) {
    const some = await client.send(new aws.ListObjectVersionsCommand({ Bucket, MaxKeys: 1, ...marker }));
    all.push(...(some.Versions ?? []), ...(some.DeleteMarkers ?? []));
    if (some.IsTruncated !== true) break;
    marker = { KeyMarker: some.NextKeyMarker, VersionIdMarker: some.NextVersionIdMarker };
  }
  expect(all.map(({ IsLatest }) => IsLatest)).toEqual([true, false, false, false]);
  const Objects = all.map(({ Key, VersionId: id }) => ({ Key, VersionId: id }));
  await client.send(new aws.DeleteObjectsCommand({ Bucket, Delete: { Objects } }));
  const left = await client.send(new aws.ListObjectVersionsCommand({ Bucket }));
  expect([left.Versions, left.DeleteMarkers]).toEqual([undefined, undefined]);
  await client.send(new aws.DeleteBucketCommand({ Bucket }));
});

test('without versions a deleted object is gone from the folder too', async () => {
  const Bucket = await newBucket();
  const planted = `planted ${Math.random()}`;
  const files = (): string[] => readdirSync(join(folder, 'bodies')).map(name => join(folder, 'bodies', name));
  const holds = (): boolean => files().some(file => readFileSync(file).includes(planted));
  await put(Bucket, 'key', planted);
  expect(holds()).toBe(true);
  await client.send(new aws.DeleteObjectCommand({ Bucket, Key: 'key' }));
  expect(holds()).toBe(false);
});

test('an upload in parts is listed until it is completed or aborted', async () => {
  const Bucket = await newBucket();
  const start = async (Key: string) =>
    (await client.send(new aws.CreateMultipartUploadCommand({ Bucket, Key }))).UploadId;
  const [UploadId, abandoned] = [await start('whole'), await start('abandoned')];
  const Parts: aws.CompletedPart[] = [];
  for (const [index, Body] of ['one ', 'two'].entries()) {
    const PartNumber = index + 1;
    const { ETag } = await client.send(
      new aws.UploadPartCommand({ Bucket, Key: 'whole', UploadId, PartNumber, Body }),
    );
    Parts.push({ ETag, PartNumber });
  }
  await client.send(
    new aws.UploadPartCommand({ Bucket, Key: 'abandoned', UploadId: abandoned, PartNumber: 1, Body: 'x' }),
  );
  await client.send(
    new aws.CompleteMultipartUploadCommand({ Bucket, Key: 'whole', UploadId, MultipartUpload: { Parts } }),
  );
  expect(await read(Bucket, 'whole')).toBe('one two');
  const listed = await client.send(new aws.ListMultipartUploadsCommand({ Bucket }));
  expect(listed.Uploads?.map(({ Key }) => Key)).toEqual(['abandoned']);
  await client.send(new aws.AbortMultipartUploadCommand({ Bucket, Key: 'abandoned', UploadId: abandoned }));
  expect((await client.send(new aws.ListMultipartUploadsCommand({ Bucket }))).Uploads).toBeUndefined();
});

test('a stream with its checksum behind it arrives; a body that was changed under way does not', async () => {
  const Bucket = await newBucket();
  const strict = new aws.S3Client({ ...(await configOf()), requestChecksumCalculation: 'WHEN_SUPPORTED' });
  const Body = Readable.from([Buffer.from('one '), Buffer.from('two')]);
  await strict.send(new aws.PutObjectCommand({ Bucket, Key: 'key', Body, ContentLength: 7 }));
  expect(await read(Bucket, 'key')).toBe('one two');
  const wrong = new aws.PutObjectCommand({
    Bucket,
    Key: 'key',
    Body: 'changed',
    ChecksumSHA256: Buffer.alloc(32).toString('base64'),
  });
  await expect(client.send(wrong)).rejects.toThrow('x-amz-checksum-sha256 does not match');
  expect(await read(Bucket, 'key')).toBe('one two');
});

const configOf = async (): Promise<aws.S3ClientConfig> => ({
  endpoint: s3.endpoint,
  region: s3.region,
  credentials: await client.config.credentials(),
  forcePathStyle: true,
});

test('no wrong key, region, expiry, method or path opens anything', async () => {
  const Bucket = await newBucket();
  await put(Bucket, 'key');
  const list = new aws.ListObjectsV2Command({ Bucket });
  const wrongSecret = s3Client({ ...s3, secretAccessKey: 'wrong' });
  await expect(wrongSecret.send(list)).rejects.toThrow('The signature does not match');
  await expect(s3Client({ ...s3, accessKeyId: 'WRONG' }).send(list)).rejects.toThrow('not known');
  await expect(s3Client({ ...s3, region: 'us-east-1' }).send(list)).rejects.toThrow('Wrong scope');
  expect((await fetch(`${s3.endpoint}/${Bucket}/key`)).status).toBe(403);

  const command = new aws.GetObjectCommand({ Bucket, Key: 'key' });
  const url = await getSignedUrl(client, command, { expiresIn: 60 });
  expect((await fetch(url)).status).toBe(200);
  expect((await fetch(url, { method: 'DELETE' })).status).toBe(403);
  expect((await fetch(url.replace('/key?', '/other?'))).status).toBe(403);
  expect((await fetch(url.replace('Expires=60', 'Expires=600'))).status).toBe(403);
  const signingDate = new Date(Date.now() - 61_000);
  const expired = await getSignedUrl(client, command, { expiresIn: 60, signingDate });
  const refused = await fetch(expired);
  expect([refused.status, await refused.text()]).toEqual([
    403,
    expect.stringContaining('Request has expired'),
  ]);
});

test('an upload for a new object does not overwrite one', async () => {
  const Bucket = await newBucket();
  const once = (Body: string) =>
    client.send(new aws.PutObjectCommand({ Bucket, Key: 'key', Body, IfNoneMatch: '*' }));
  await once('first');
  await expect(once('second')).rejects.toThrow('The key exists already');
  expect(await read(Bucket, 'key')).toBe('first');
});

test('what it does not know it refuses, and never answers as something else', async () => {
  const Bucket = await newBucket();
  await expect(client.send(new aws.GetBucketAclCommand({ Bucket }))).rejects.toThrow('not supported');
  await expect(client.send(new aws.ListObjectsCommand({ Bucket }))).rejects.toThrow('not supported');
});

test('a page of a known origin uploads to a presigned URL, a page of another cannot', async () => {
  const browser = await launchBrowser();
  try {
    const tab = await browser.newPage();
    const upload = async (origin: Server, Key: string): Promise<string> => {
      const url = await getSignedUrl(client, new aws.PutObjectCommand({ Bucket: s3.bucket, Key }), {
        expiresIn: 60,
      });
      await tab.goto(originOf(origin));
      return tab.evaluate(async target => {
        const headers = { 'content-type': 'application/octet-stream' };
        const body = new Uint8Array([1, 2, 3]);
        return fetch(target, { method: 'PUT', body, headers }).then(
          response => `${response.status} ${response.headers.get('etag') ?? ''}`,
          (error: unknown) => String(error),
        );
      }, url);
    };
    expect(await upload(page, 'known')).toBe('200 "5289df737df57326fcdd22597afb1fac"');
    expect(await upload(stranger, 'unknown')).toContain('Failed to fetch');
    const { Contents } = await client.send(new aws.ListObjectsV2Command({ Bucket: s3.bucket }));
    expect(Contents?.map(({ Key }) => Key)).toEqual(['known']);
  } finally {
    await browser.close();
  }
});

test('a killed server comes back on its port with everything, and without leftovers', async () => {
  const Bucket = await newBucket();
  await put(Bucket, 'key', 'kept');
  const leftover = join(folder, 'bodies', 'leftover');
  writeFileSync(leftover, 'a body of an upload that was cut');
  const again = new Promise<void>(resolve => (startedAgain = resolve));
  process.kill(s3.pid, 'SIGKILL');
  await again;
  expect(await read(Bucket, 'key')).toBe('kept');
  expect(readdirSync(join(folder, 'bodies'))).not.toContain('leftover');
});
