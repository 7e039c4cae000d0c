/** Reads the multipart form that carries a proof, with bounds on its parts and on the whole. */
import multipart, { type Multipart } from '@fastify/multipart';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { proofFileKinds } from '../../domain/proof/proof.ts';
import { sha256 } from '../../lib/hash.ts';
import { mostFileBytes, mostFiles, type ProofUpload } from '../../use-cases/proof/check-proof.ts';
import { Malformed } from './malformed.ts';

/** Of the whole form, which is held in memory: three photos of the largest kind, or ten of the usual. */
const mostBytes = 32 * 1024 * 1024;

const limits = { fieldNameSize: 100, fieldSize: 16_384, fields: 20, fileSize: mostFileBytes, files: mostFiles };

/** What a form holds before it is checked against its schema. */
type Form = Record<string, unknown>;

/** Routes of this app read forms; call it in an app of its own, because others must refuse them. */
export async function acceptForms(app: FastifyInstance): Promise<void> {
  await app.register(multipart, { limits, throwFileSizeLimit: true });
  app.decorateRequest('uploads');
}

/**
 * Puts the form's fields in the place of the body, each file as its SHA-256: so the body can be checked against a
 * schema and compared with an earlier one.
 */
export async function readForm(request: FastifyRequest): Promise<void> {
  if (!request.isMultipart()) throw new Malformed('Content-Type', 'Send a form as multipart/form-data.', 415);
  if (Number(request.headers['content-length'] ?? 0) > mostBytes) throw tooLarge();
  const uploads: ProofUpload[] = [];
  const form: Form = {};
  try {
    let bytes = 0;
    for await (const part of request.parts()) {
      bytes += part.type === 'file' ? await addFile(form, uploads, part) : addField(form, part);
      if (bytes > mostBytes) throw tooLarge();
    }
  } catch (error) {
    // whatever has not been read yet must not hold up the answer
    request.raw.unpipe().resume();
    throw error instanceof Error && ('statusCode' in error || error instanceof Malformed) ? error : broken();
  }
  request.body = form;
  request.setDecorator('uploads', uploads);
}

/** The files of the form, in the order in which they came. */
export function uploadsOf(request: FastifyRequest): readonly ProofUpload[] {
  return request.getDecorator<ProofUpload[]>('uploads');
}

async function addFile(form: Form, uploads: ProofUpload[], part: Multipart & { type: 'file' }): Promise<number> {
  const bytes = await part.toBuffer();
  const kind = proofFileKinds.find((one) => one === part.fieldname);
  if (kind) uploads.push({ kind, bytes });
  const earlier: unknown = form[part.fieldname] ?? [];
  if (!Array.isArray(earlier)) throw new Malformed(part.fieldname, 'The field is a file here and a text there.');
  const digests: readonly unknown[] = earlier;
  // a file under an unknown name stays in the form, for its schema to refuse
  form[part.fieldname] = [...digests, sha256(bytes).toString('hex')];
  return bytes.length;
}

/** An empty field is one that was not filled in. */
function addField(form: Form, { fieldname, value, valueTruncated }: Multipart & { type: 'field' }): number {
  if (fieldname in form) throw new Malformed(fieldname, 'The field stands in the form twice.');
  if (valueTruncated) throw new Malformed(fieldname, 'The field is too long.', 413);
  if (value === '') return 0;
  form[fieldname] = typeof value === 'string' ? toValue(fieldname, value) : value;
  return typeof value === 'string' ? Buffer.byteLength(value) : 0;
}

/** In a form everything is text; what is no number is left for the schema to refuse. */
function toValue(name: string, text: string): string | number {
  const isNumber = (name === 'lat' || name === 'lng') && /^-?\d{1,3}(\.\d{1,20})?$/.test(text);
  return isNumber ? Number(text) : text;
}

function tooLarge(): Malformed {
  return new Malformed('body', `The form has more than ${mostBytes / 1024 / 1024} MiB.`, 413);
}

function broken(): Malformed {
  return new Malformed('body', 'The form cannot be read to its end.');
}
