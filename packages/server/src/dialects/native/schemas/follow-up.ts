/** What is still to be done inside the house after an event. */
import { Type, type Static } from 'typebox';
import { pageFields } from './page.ts';
import { Id, Nullable, OneOf, Strict } from './shape.ts';

export const FollowUp = Strict(
  {
    follower: Type.String({ description: 'Who has to do something.' }),
    eventId: Id,
    aggregateId: Type.String({ format: 'uuid', description: 'Of what the event tells of.' }),
    sequence: Type.Integer({ description: 'Its place among the events of that.' }),
    attempts: Type.Integer({ description: 'Tries that failed.' }),
    dueAt: Type.String({ format: 'date-time', description: 'When it is tried next, unless it is parked.' }),
    parkedAt: Nullable(Type.String({ format: 'date-time', description: 'When it was given up.' })),
    error: Nullable(Type.String({ description: 'What was wrong with the last try.' })),
  },
  { $id: 'FollowUp' },
);
export type FollowUp = Static<typeof FollowUp>;

export const FollowUpQuery = Strict({
  ...pageFields,
  state: Type.Optional(OneOf(['waiting', 'parked'], { description: '`parked`: given up after its tries.' })),
});

export const FollowUpRetry = Strict(
  { retried: Type.Integer({ description: 'How many are tried again; a thousand at most.' }) },
  { $id: 'FollowUpRetry' },
);
export type FollowUpRetry = Static<typeof FollowUpRetry>;
