/** Proofs of a pickup or a drop-off, and the form that adds one. */
import { Type, type Static } from 'typebox';
import { legs } from '../../../domain/delivery/delivery.ts';
import { proofFileKinds } from '../../../domain/proof/proof.ts';
import { LatLng } from './place.ts';
import { Id, Nullable, OneOf, Strict, Text } from './shape.ts';

const image = 'application/octet-stream';

/** Once it has been read, a file stands in the form as its SHA-256. */
export const ProofForm = Strict({
  leg: OneOf(legs),
  recipientName: Type.Optional(Text(255)),
  note: Type.Optional(Text(2000)),
  lat: Type.Optional(Type.Number({ minimum: -90, maximum: 90 })),
  lng: Type.Optional(Type.Number({ minimum: -180, maximum: 180 })),
  capturedAt: Type.Optional(
    Type.String({ format: 'date-time', description: 'The client’s clock; now when it is not given.' }),
  ),
  photo: Type.Optional(
    Type.Array(Type.String({ contentMediaType: image }), {
      maxItems: 10,
      description: 'JPEG, PNG or WebP, 10 MiB each.',
    }),
  ),
  signature: Type.Optional(
    Type.Array(Type.String({ contentMediaType: image }), { maxItems: 10, description: 'PNG, 10 MiB each.' }),
  ),
});
export type ProofForm = Static<typeof ProofForm>;

export const Proof = Strict(
  {
    id: Id,
    deliveryId: Id,
    leg: OneOf(legs),
    recipientName: Nullable(Type.String()),
    note: Nullable(Type.String()),
    position: Nullable(LatLng),
    capturedAt: Type.String({ format: 'date-time', description: 'The courier’s clock.' }),
    receivedAt: Type.String({ format: 'date-time', description: 'Our clock.' }),
    files: Type.Array(
      Strict({
        id: Id,
        kind: OneOf(proofFileKinds),
        contentType: Type.String(),
        bytes: Type.Integer(),
        sha256: Type.String({ description: 'Lower-case hex.' }),
      }),
    ),
  },
  { $id: 'Proof' },
);
export type Proof = Static<typeof Proof>;
