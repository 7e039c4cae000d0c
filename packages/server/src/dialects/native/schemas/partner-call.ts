/** Calls to partners' systems, which go out until they are answered. */
import { Type, type Static } from 'typebox';
import { pageFields } from './page.ts';
import { Id, Instant, Nullable, OneOf, Strict } from './shape.ts';

const states = ['waiting', 'acknowledged', 'refused', 'superseded'] as const;

export const PartnerCall = Strict(
  {
    id: Id,
    connector: Type.String({
      description: 'What makes the call: `mdelivery.provider`, `carrier.http`, `insurer.ahasme`, …',
    }),
    partnerId: Type.String({ format: 'uuid', description: 'Of the provider, carrier or insurer that is called.' }),
    aggregateId: Type.String({ format: 'uuid', description: 'Of the shipping order or coverage that it is about.' }),
    sequence: Type.Integer({ description: 'Calls about one of these by one connector are made in this order.' }),
    operation: Type.String(),
    state: OneOf(states, {
      description:
        '`refused`: the partner does not want it, and it is not made again; `superseded`: nobody wants it any more.',
    }),
    attempts: Type.Integer({ description: 'Tries so far.' }),
    dueAt: Type.String({ format: 'date-time', description: 'When it is tried next, while it waits.' }),
    status: Nullable(Type.Integer({ description: 'HTTP status of the last answer, where there was one.' })),
    error: Nullable(Type.String({ description: 'What was wrong with the last try.' })),
    createdAt: Instant,
    settledAt: Nullable(Instant),
  },
  { $id: 'PartnerCall' },
);
export type PartnerCall = Static<typeof PartnerCall>;

export const PartnerCallQuery = Strict({ ...pageFields, state: Type.Optional(OneOf(states)) });
