/** Files in a bucket of S3, or of anything that speaks it (MinIO, Ceph, R2). Imported only when it is configured. */
import { Readable } from 'node:stream';
import {
  DeleteObjectCommand,
  GetObjectCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import { checkFileKey, isFileKey } from './file-key.ts';
import { FileMissing, type FileStore } from './file-store.ts';

export interface S3Options {
  readonly bucket: string;
  /** Stands before every key, with a slash between; empty for none. */
  readonly prefix: string;
  readonly region: string;
  /** Of a server that is not Amazon's, else null; the bucket then goes into the path, not into the host name. */
  readonly endpoint: string | null;
  /** Null: the SDK looks where it always does, such as the role of the machine. */
  readonly credentials: { readonly accessKeyId: string; readonly secretAccessKey: string } | null;
}

const pageSize = 500;
const tries = 3;
const connectMs = 5_000;
/** For one operation with all its tries, the bytes of a file included. */
const totalMs = 60_000;

export function createS3FileStore(options: S3Options, timeoutMs = totalMs): FileStore {
  const client = createClient(options, timeoutMs);
  const { bucket: Bucket } = options;
  const prefix = options.prefix === '' ? '' : `${options.prefix.replace(/\/+$/, '')}/`;
  const place = (key: string) => ({ Bucket, Key: prefix + checkFileKey(key) });
  const inTime = () => ({ abortSignal: AbortSignal.timeout(timeoutMs) });

  return {
    async put(key, content, contentType) {
      const command = new PutObjectCommand({
        ...place(key),
        Body: content,
        ContentLength: content.length,
        ContentType: contentType,
      });
      await client.send(command, inTime());
    },

    async get(key) {
      try {
        const { Body } = await client.send(new GetObjectCommand(place(key)), inTime());
        if (Body instanceof Readable) return Body;
      } catch (error) {
        throw isMissing(error) ? new FileMissing(key) : error;
      }
      throw new Error('The S3 server sent an answer without a body.');
    },

    async remove(key) {
      await client.send(new DeleteObjectCommand(place(key)), inTime());
    },

    async *olderThan(instant) {
      const page = { Bucket, Prefix: prefix, MaxKeys: pageSize };
      let ContinuationToken: string | undefined;
      do {
        const found = await client.send(new ListObjectsV2Command({ ...page, ContinuationToken }), inTime());
        const keys = (found.Contents ?? [])
          .filter(({ LastModified }) => LastModified !== undefined && LastModified < instant)
          .map(({ Key = '' }) => Key.slice(prefix.length))
          // others may keep things in the same bucket
          .filter(isFileKey);
        if (keys.length > 0) yield keys;
        ContinuationToken = found.NextContinuationToken;
      } while (ContinuationToken !== undefined);
    },
  };
}

function createClient({ region, endpoint, credentials }: S3Options, timeoutMs: number): S3Client {
  return new S3Client({
    region,
    ...(endpoint !== null && { endpoint, forcePathStyle: true }),
    ...(credentials && { credentials }),
    maxAttempts: tries,
    requestHandler: { connectionTimeout: connectMs, requestTimeout: timeoutMs, throwOnRequestTimeout: true },
    // The signature covers the SHA-256 of the body; the newer checksums are refused by several servers that speak S3.
    requestChecksumCalculation: 'WHEN_REQUIRED',
    responseChecksumValidation: 'WHEN_REQUIRED',
  });
}

/** A missing bucket is another matter: that is a fault in the settings. */
function isMissing(error: unknown): boolean {
  return error instanceof Error && (error.name === 'NoSuchKey' || error.name === 'NotFound');
}
