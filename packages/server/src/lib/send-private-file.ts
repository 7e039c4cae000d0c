/** Answers with a file that is evidence: it may be kept by whoever asked, and is never shown as a page of ours. */
import type { Readable } from 'node:stream';
import type { FastifyReply, FastifyRequest } from 'fastify';

export interface PrivateFile {
  /** Of an image. */
  readonly contentType: string;
  readonly bytes: number;
  /** Its entity tag. */
  readonly sha256: string;
  readonly stream: Readable;
}

/** 200 with the file as an attachment named after `id`, or 304 where the asker has it already. */
export async function sendPrivateFile(
  request: FastifyRequest,
  reply: FastifyReply,
  id: string,
  { contentType, bytes, sha256, stream }: PrivateFile,
): Promise<void> {
  const tag = `"${sha256}"`;
  // private evidence: a browser may keep it but must ask each time
  void reply.headers({ etag: tag, 'cache-control': 'private, no-cache' });
  if (request.headers['if-none-match'] === tag) {
    stream.destroy();
    await reply.code(304).send(null);
    return;
  }
  void reply.headers({
    'content-length': bytes,
    // a stranger's bytes: never shown as a page of ours
    'content-disposition': `attachment; filename="${id}.${contentType.replace('image/', '')}"`,
    'x-content-type-options': 'nosniff',
  });
  await reply.type(contentType).send(stream);
}
