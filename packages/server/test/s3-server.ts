/** A local server that speaks as much S3 as the file store asks for; its listing gives three keys a page. */

import { createHash } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { buffer } from 'node:stream/consumers';

type S3Object = { readonly content: Buffer; readonly contentType: string; modified: Date };

export type S3Server = {
  readonly url: string;
  /** By `bucket/key`. */
  readonly objects: Map<string, S3Object>;
  readonly requests: { readonly method: string; readonly path: string; readonly authorization: string }[];
  /** Answers in place of the server while it is set; true when it took the request. */
  interfere: ((request: IncomingMessage, response: ServerResponse) => boolean) | undefined;
  readonly close: () => void;
};

const perPage = 3;
const escape = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');

export const startS3Server = async (buckets: readonly string[]): Promise<S3Server> => {
  const server = createServer((request, response) => {
    void respond(self, buckets, request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the server has no port');
  const self: S3Server = {
    url: `http://127.0.0.1:${address.port}`,
    objects: new Map(),
    requests: [],
    interfere: undefined,
    close: () => {
      server.close();
      server.closeAllConnections();
    },
  };
  return self;
};

const respond = async (
  s3: S3Server,
  buckets: readonly string[],
  request: IncomingMessage,
  response: ServerResponse,
) => {
  const url = new URL(request.url ?? '/', s3.url);
  const path = decodeURIComponent(url.pathname).replace(/^\/|\/$/g, '');
  s3.requests.push({ method: request.method ?? '', path, authorization: request.headers.authorization ?? '' });
  if (s3.interfere?.(request, response)) return;
  const { status, body = '' } = answer(s3, buckets, request, await buffer(request), path, url.searchParams);
  response.writeHead(status, { 'content-length': Buffer.byteLength(body) }).end(body);
};

type Answer = { readonly status: number; readonly body?: string | Buffer };

const fault = (status: number, code: string): Answer => ({ status, body: `<Error><Code>${code}</Code></Error>` });

const answer = (
  { objects }: S3Server,
  buckets: readonly string[],
  { method = '', headers }: IncomingMessage,
  content: Buffer,
  path: string,
  query: URLSearchParams,
): Answer => {
  const digest = createHash('sha256').update(content).digest('hex');
  if (headers['x-amz-content-sha256'] !== digest) return fault(400, 'XAmzContentSHA256Mismatch');
  const bucket = path.split('/')[0] ?? '';
  if (!buckets.includes(bucket)) return fault(404, 'NoSuchBucket');
  if (path === bucket && query.get('list-type') === '2') return { status: 200, body: list(objects, bucket, query) };
  const object = objects.get(path);
  switch (method) {
    case 'PUT':
      objects.set(path, { content, contentType: headers['content-type'] ?? '', modified: new Date() });
      return { status: 200 };
    case 'GET':
      return object ? { status: 200, body: object.content } : fault(404, 'NoSuchKey');
    case 'DELETE':
      objects.delete(path);
      return { status: 204 };
    default:
      return fault(405, 'MethodNotAllowed');
  }
};

const list = (objects: S3Server['objects'], bucket: string, query: URLSearchParams) => {
  const start = `${bucket}/${query.get('prefix') ?? ''}`;
  // The token is the last key given, as with Amazon: removing files meanwhile loses none.
  const after = query.get('continuation-token') ?? '';
  const keys = [...objects.keys()].filter((path) => path.startsWith(start) && path > after).sort();
  const page = keys.slice(0, perPage);
  const more = keys.length > page.length;
  const contents = page.map((path) => {
    const modified = objects.get(path)?.modified.toISOString() ?? '';
    return `<Contents><Key>${escape(path.slice(bucket.length + 1))}</Key><LastModified>${modified}</LastModified></Contents>`;
  });
  const next = more ? `<NextContinuationToken>${escape(page.at(-1) ?? '')}</NextContinuationToken>` : '';
  return `<ListBucketResult><IsTruncated>${more}</IsTruncated>${next}${contents.join('')}</ListBucketResult>`;
};
