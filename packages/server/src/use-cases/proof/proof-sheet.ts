/** What stands on the sheet of a delivery's proofs. Pure. */
import type { Place } from '../../domain/delivery/delivery.ts';
import { timeWriter, toFacts } from '../../lib/pdf/sheet-words.ts';
import type { Picture, Section, Sheet } from '../../lib/pdf/sheet.ts';
import type { ProvenDelivery, StoredProof } from '../../store/proof-archive.ts';
import type { StoredProofFile } from '../../store/proof-row.ts';

/** A file with its name in the folder. */
export interface NamedFile extends StoredProofFile {
  readonly name: string;
  readonly receivedAt: Date;
}

/** A small picture of a file, or why there is none. */
export type Shown = Uint8Array | keyof typeof whyNot;

const whyNot = {
  missing: 'The file is missing.',
  changed: 'The stored file is not the one that was kept, and is not given.',
  unreadable: 'The file cannot be shown.',
} as const;

interface Surroundings {
  readonly reference: string;
  readonly state: string;
  readonly timeZone: string;
}

const legWords = { pickup: 'Pickup', dropoff: 'Drop-off' } as const;

/** @param shown by the files' ids; those that are not in it are in the folder only */
export function toProofSheet(
  delivery: ProvenDelivery,
  proofs: readonly StoredProof[],
  files: readonly NamedFile[],
  shown: ReadonlyMap<string, Shown>,
  { reference, state, timeZone }: Surroundings,
): Sheet {
  const at = timeWriter(timeZone);
  const branch = delivery.distributionCentre;
  return {
    title: delivery.direction === 'reverse' ? 'Proof of return' : 'Proof of delivery',
    name: delivery.orderNumber,
    state,
    parties: [
      { label: 'From', text: placeText(delivery.pickup) ?? branch ?? '–' },
      { label: 'To', text: placeText(delivery.dropoff) ?? delivery.pickup?.branch ?? branch ?? '–' },
    ],
    facts: toFacts({
      'Ordered': at(delivery.orderedAt),
      'Picked up': delivery.pickedUpAt && at(delivery.pickedUpAt),
      [delivery.state === 'delivery_failed' ? 'Attempted' : 'Completed']: delivery.endedAt && at(delivery.endedAt),
      'Cancelled': delivery.cancelledAt && at(delivery.cancelledAt),
      'Received by': delivery.recipientName,
      'Courier': delivery.courierName,
      'Vehicle': delivery.vehicleNumber,
      'Waybill': delivery.waybillNumber,
      'Reason': delivery.reason ?? delivery.reasonCode,
      'Customer’s comment': delivery.customerComment,
      'Reference': reference,
    }), // prettier-ignore
    sections: proofs.map((proof) => toSection(proof, files, shown, at)),
    remark:
      `Times are those of ${timeZone}. The pictures are small copies of the files beside this sheet, which are as ` +
      'the courier sent them. A character that no font of this sheet has is shown as \uFFFD.',
    createdAt: proofs.at(-1)?.receivedAt ?? delivery.updatedAt,
  };
}

function toSection(
  { leg, capturedAt, recipientName, position, note, files: own }: StoredProof,
  files: readonly NamedFile[],
  shown: ReadonlyMap<string, Shown>,
  at: (instant: Date) => string,
): Section {
  const ids = new Set(own.map(({ id }) => id));
  const named = files.filter(({ id }) => ids.has(id));
  const hidden = named.filter(({ id }) => !shown.has(id)).length;
  return {
    heading: `${legWords[leg]}, ${at(capturedAt)}`,
    facts: toFacts({
      'Received by': leg === 'dropoff' ? recipientName : null,
      'Handed over by': leg === 'pickup' ? recipientName : null,
      'Position': position && `${position.lat.toFixed(5)}, ${position.lng.toFixed(5)}`,
      'Note': note,
      'More files': hidden > 0 ? `${hidden} beside this sheet` : null,
    }), // prettier-ignore
    // the signature is what people look for first
    pictures: named
      .toSorted((one, other) => Number(other.kind === 'signature') - Number(one.kind === 'signature'))
      .flatMap((file) => toPicture(file, shown.get(file.id))),
  };
}

function toPicture({ name, kind, sha256 }: NamedFile, shown: Shown | undefined): Picture[] {
  if (shown === undefined) return [];
  const wide = kind === 'signature';
  if (typeof shown === 'string') return [{ caption: `${name}\n${whyNot[shown]}`, jpeg: null, wide }];
  return [{ caption: `${name}\nSHA-256 ${sha256.slice(0, 32)}…`, jpeg: shown, wide }];
}

function placeText(place: Place | null): string | null {
  if (!place) return null;
  const { apartment, street, landmark, locality, city, state, country, postalCode } = place.address ?? {};
  const lines = [
    [place.customerName],
    [apartment, street],
    [landmark, locality],
    [[city, postalCode].filter(Boolean).join(' '), state, country],
    [place.phone],
  ];
  const text = lines.map((parts) => parts.filter(Boolean).join(', ')).filter((line) => line !== '');
  return text.length > 0 ? text.join('\n') : place.branch;
}
