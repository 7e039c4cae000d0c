/** What a proof must be before anything is stored of it. */
import { legs, type Leg } from '../../domain/delivery/delivery.ts';
import { DomainError, invalid } from '../../domain/errors.ts';
import { isLatLng, type LatLng } from '../../domain/geo.ts';
import type { ProofFileKind } from '../../domain/proof/proof.ts';
import { checkImage, ImageRefused, type ImageType } from '../../lib/image.ts';

export interface ProofInput {
  readonly deliveryId: string;
  readonly leg: Leg;
  readonly recipientName: string | null;
  readonly note: string | null;
  readonly position: LatLng | null;
  /** The courier's clock: days late when the phone was offline, but never ahead of ours by more than 5 minutes. */
  readonly capturedAt: Date;
  readonly files: readonly ProofUpload[];
  /** The phone's own id of it: a proof that comes again is the one that is there. */
  readonly clientId?: string;
}

export interface ProofUpload {
  readonly kind: ProofFileKind;
  /** As the courier sent them: they are kept unchanged. */
  readonly bytes: Buffer;
}

export interface CheckedUpload extends ProofUpload {
  readonly contentType: ImageType;
}

export const mostFiles = 10;
export const mostFileBytes = 10 * 1024 * 1024;
const mostAheadMs = 5 * 60_000;
const longest = { recipientName: 255, note: 2000 } as const;
/** A signature is drawn on a canvas, which gives PNG. */
const accepted = {
  photo: ['image/jpeg', 'image/png', 'image/webp'],
  signature: ['image/png'],
} as const satisfies Record<ProofFileKind, readonly ImageType[]>;

/** Everything but what the files hold, which is dear to look at. */
export function checkProof(input: ProofInput, now: Date): void {
  if (!legs.includes(input.leg)) throw invalid('leg', `The leg must be one of: ${legs.join(', ')}.`);
  checkText('recipientName', input.recipientName);
  checkText('note', input.note);
  if (input.position && !isLatLng(input.position)) throw invalid('position', 'The position is not on the globe.');
  const at = input.capturedAt.getTime();
  if (Number.isNaN(at)) throw invalid('capturedAt', 'The time is not a date.');
  if (at > now.getTime() + mostAheadMs) throw invalid('capturedAt', 'The time lies in the future.');
  if (input.files.length > mostFiles) throw refused('files', `A proof has at most ${mostFiles} files.`);
  if (input.files.length === 0 && !input.recipientName && !input.note) {
    throw invalid('files', 'A proof needs a file, the name of the recipient or a note.');
  }
  for (const [place, { bytes }] of input.files.entries()) {
    if (bytes.length === 0) throw refused(`files.${place}`, 'The file is empty.');
    if (bytes.length > mostFileBytes) throw refused(`files.${place}`, 'The file is larger than 10 MiB.');
  }
}

/** One file after another: decoding takes a core, and other requests want one too. */
export async function checkFiles(files: readonly ProofUpload[]): Promise<CheckedUpload[]> {
  const checked: CheckedUpload[] = [];
  for (const [place, { kind, bytes }] of files.entries()) {
    try {
      const { contentType } = await checkImage(bytes, accepted[kind]);
      checked.push({ kind, bytes, contentType });
    } catch (error) {
      throw error instanceof ImageRefused ? refused(`files.${place}`, error.message) : error;
    }
  }
  return checked;
}

function checkText(path: keyof typeof longest, text: string | null): void {
  if (text === null) return;
  if (text.length > longest[path]) throw invalid(path, `The text has more than ${longest[path]} characters.`);
  // PostgreSQL can store neither NUL nor half of a surrogate pair
  if (text.includes('\0') || !text.isWellFormed()) throw invalid(path, 'The text holds a broken character.');
}

function refused(path: string, message: string): DomainError {
  return new DomainError('file_refused', message, [{ path, message }]);
}
