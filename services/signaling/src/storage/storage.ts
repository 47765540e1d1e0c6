import type { Readable } from 'node:stream';
import {
  GetObjectCommand,
  HeadObjectCommand,
  NotFound,
  PutObjectCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';
import { insideTls, type Identity } from '@visavis/service-kit';
import type { Config } from '../config.ts';

/** The bucket of sealed evidence. */
export type Storage = {
  /** A URL under which exactly `bytes` bytes may be put, for `seconds` seconds; `headers` must be sent along. */
  presignPut: (
    key: string,
    bytes: number,
    seconds: number,
  ) => Promise<{ url: string; headers: Record<string, string> }>;
  /** Bytes of the object, or null when there is none. */
  size: (key: string) => Promise<number | null>;
  /** @throws when there is no such object */
  read: (key: string) => Promise<Readable>;
  close: () => void;
};

const contentType = 'application/octet-stream';

export function connectStorage(s3: Config['s3'], identity: Identity | undefined): Storage {
  const client = (endpoint: string) =>
    new S3Client({
      endpoint,
      region: s3.region,
      forcePathStyle: true,
      ...(identity ? { requestHandler: { httpsAgent: insideTls(identity) } } : {}),
      credentials: { accessKeyId: s3.accessKeyId, secretAccessKey: s3.secretAccessKey },
      // a presigned URL must not carry the checksum of the body we do not have
      requestChecksumCalculation: 'WHEN_REQUIRED',
      responseChecksumValidation: 'WHEN_REQUIRED',
    });
  const own = client(s3.endpoint);
  const browsers = client(s3.publicEndpoint);
  return {
    presignPut: async (key, bytes, seconds) => ({
      url: await getSignedUrl(
        browsers,
        new PutObjectCommand({
          Bucket: s3.bucket,
          Key: key,
          ContentLength: bytes,
          ContentType: contentType,
        }),
        { expiresIn: seconds, signableHeaders: new Set(['content-length', 'content-type', 'host']) },
      ),
      // the length is signed too; browsers send it by themselves and let no script set it
      headers: { 'content-type': contentType },
    }),
    size: async key => {
      try {
        const head = await own.send(new HeadObjectCommand({ Bucket: s3.bucket, Key: key }));
        return head.ContentLength ?? null;
      } catch (error) {
        if (error instanceof NotFound) return null;
        throw error;
      }
    },
    read: async key => {
      const object = await own.send(new GetObjectCommand({ Bucket: s3.bucket, Key: key }));
      return object.Body as Readable;
    },
    close: () => {
      own.destroy();
      browsers.destroy();
    },
  };
}
