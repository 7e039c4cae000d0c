/** Pure: the form of a proof, as the core takes it. */
import { invalid } from '../../domain/errors.ts';
import type { ProofInput, ProofUpload } from '../../use-cases/proof/check-proof.ts';
import { toInstantOrNull } from './instants.ts';
import type { ProofForm } from './schemas/proof.ts';

/** @throws DomainError `invalid_input` for half a place, or a time that is none */
export function toProofInput(
  deliveryId: string,
  form: ProofForm,
  files: readonly ProofUpload[],
  now: Date,
): ProofInput {
  const { leg, recipientName, note, lat, lng, capturedAt } = form;
  if ((lat === undefined) !== (lng === undefined))
    throw invalid(lat === undefined ? 'lat' : 'lng', 'The field is missing.');
  return {
    deliveryId,
    leg,
    recipientName: recipientName ?? null,
    note: note ?? null,
    position: lat === undefined || lng === undefined ? null : { lat, lng },
    capturedAt: toInstantOrNull('capturedAt', capturedAt) ?? now,
    files,
  };
}
