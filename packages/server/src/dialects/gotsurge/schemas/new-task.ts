/** A task as it is sent: `task_post_request`, of which the document has lost the fields. */
import { Type, type Static } from 'typebox';
import { loadTypes } from '../../../domain/task/task.ts';
import { vehicleWishes } from '../../../domain/task/vehicle-kind.ts';
import { Instant, Maybe, OneOf } from './shape.ts';
import { Address, Anything, Attachment, Contact, Item, TimeWindow } from './task-parts.ts';

/** `all` is everybody, which the rules of expiry call Standard. */
export const broadcastWords = ['marine', 'squad', 'all'] as const;
export type BroadcastWord = (typeof broadcastWords)[number];

const whoIsAsked =
  '`marine`: couriers with a boat, until somebody accepts; `squad`: the organisation’s own, until half an hour before the ' +
  'pickup ends; `all`: everybody, until the pickup ends.';

/** Tasks in one call. */
export const mostTasks = 20;

const Tag = Maybe(Type.String({ maxLength: 255 }));
const Amount = { maximum: Number.MAX_SAFE_INTEGER, description: 'Thousandths of a cent: 200000 is SGD 2.00.' } as const;
const Price = Maybe(Type.Integer({ ...Amount, minimum: 0 }));
const total = (description: string) => Maybe(Type.Number({ minimum: 0, maximum: 1_000_000_000, description }));

/** What may be said of a task whenever it is said. */
const told = {
  tracking_id: Maybe(Type.String({ maxLength: 1000 })),
  invoice_number: Tag,
  group_tag: Tag,
  officer_contact: Maybe(Contact),
  pickup_note_to_driver: Maybe(Type.String({ maxLength: 2000 })),
  delivery_note_to_driver: Maybe(Type.String({ maxLength: 2000 })),
  cargo_net_quantity: Maybe(Type.Integer({ minimum: 0, maximum: 2_147_483_647, description: 'Pieces in all.' })),
  items: Maybe(Type.Array(Item, { maxItems: 500, description: 'Cannot be changed later.' })),
  cargo_details: Maybe(Type.Array(Anything, { maxItems: 500 })),
  attachments: Maybe(Type.Array(Attachment, { maxItems: 100, description: 'Cannot be changed later.' })),
  org_id: Maybe(
    Type.String({
      maxLength: 100,
      description: 'Whose task it is: the member’s own organisation where it is not given.',
    }),
  ),
  total_item_weight: total('In total_weight_unit: kilograms where none is given.'),
  total_weight_unit: Tag,
  total_item_volume: total('In total_volume_unit.'),
  total_volume_unit: Tag,
  total_item_quantity: total('In total_quantity_unit.'),
  total_quantity_unit: Tag,
  min_price: Price,
  max_price: Price,
  increment: Price,
  admin_fee: Price,
  is_urgent: Maybe(Type.Boolean()),
  client_time_utc: Maybe(Instant),
  client_timezone: Maybe(Type.String({ maxLength: 100 })),
  vehicle_preference: Maybe(OneOf(vehicleWishes, 'The smallest that will do; `ltl` is whatever comes.')),
  service_type: Maybe(OneOf(loadTypes, 'A full truck, or only the space that is needed.')),
  client: Maybe(Anything),
} as const;

const needed = {
  from_address: Address,
  from_time_window: TimeWindow,
  from_contact: Contact,
  to_address: Address,
  to_time_window: TimeWindow,
  to_contact: Contact,
  // the minimum has a sentence of its own
  price: Type.Integer({ ...Amount, minimum: Number.MIN_SAFE_INTEGER }),
  broadcast_preference: OneOf(broadcastWords, whoIsAsked),
} as const;

const code = 'A code of ISO 4217.';

/** To be broadcast at once. */
export const NewTask = Type.Object({
  ...needed,
  currency: Type.String({ pattern: '^[A-Z]{3}$', description: code }),
  ...told,
});

/** To be broadcast later: it may do without a price, and then its currency is empty. */
export const NewDraft = Type.Object({
  ...needed,
  currency: Type.String({ pattern: '^([A-Z]{3})?$', description: `${code} Empty: the price is 0.` }),
  ...told,
});
export type NewTask = Static<typeof NewTask>;

export const NewTasks = Type.Object({ tasks: Type.Array(NewTask, { minItems: 1, maxItems: mostTasks }) });
export const NewDrafts = Type.Object({ tasks: Type.Array(NewDraft, { minItems: 1, maxItems: mostTasks }) });

/** Every field may be left out but the revision. */
export const TaskPatch = Type.Object({
  from_address: Maybe(Address),
  from_time_window: Maybe(TimeWindow),
  from_contact: Maybe(Contact),
  to_address: Maybe(Address),
  to_time_window: Maybe(TimeWindow),
  to_contact: Maybe(Contact),
  broadcast_preference: Maybe(OneOf(broadcastWords, whoIsAsked)),
  price: Price,
  currency: Maybe(Type.String({ pattern: '^([A-Z]{3})?$', description: `${code} Empty: the price becomes 0.` })),
  ...told,
  version_rev: Type.String({ maxLength: 100, description: 'Of the task as you saw it.' }),
  epod: Maybe(
    Type.Unsafe<Readonly<Record<string, unknown>>>({
      ...Anything,
      description: 'As it is shown: it cannot be changed.',
    }),
  ),
});
export type TaskPatch = Static<typeof TaskPatch>;

/** What the core has fields of its own for: it is not kept a second time. */
export const coreKeys: readonly string[] = [
  'tracking_id',
  'invoice_number',
  'group_tag',
  'pickup_note_to_driver',
  'delivery_note_to_driver',
  'price',
  'currency',
  'broadcast_preference',
  'cargo_net_quantity',
  'org_id',
  'is_urgent',
  'vehicle_preference',
  'service_type',
];

/** Every key of a task that the document or we know. */
export const toldKeys: readonly string[] = Object.keys(TaskPatch.properties);

/** Kept as they were sent, and shown after the documented ones in this order. */
export const furtherKeys = [
  'officer_contact',
  'cargo_details',
  'total_item_weight',
  'total_weight_unit',
  'total_item_volume',
  'total_volume_unit',
  'total_item_quantity',
  'total_quantity_unit',
  'min_price',
  'max_price',
  'increment',
  'admin_fee',
] as const;

/** Of these the ones that nobody drives by: they may still change when a driver has the task. */
export const lateKeys = furtherKeys.filter((key) => key.startsWith('total_'));
