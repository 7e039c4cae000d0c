/** A task as it is shown: the document's list of fields in its order, then ours, then what the partner sent besides. */
import { Type, type Static } from 'typebox';
import { emissionsTypes, vehicleWishes } from '../../../domain/task/vehicle-kind.ts';
import { statusWords } from '../status.ts';
import { broadcastWords } from './new-task.ts';
import { Instant, Nullable, OneOf } from './shape.ts';
import { Address, Anything, Attachment, Contact, Item, Shown } from './task-parts.ts';

const Text = Type.String({ description: 'Empty where nothing is known.' });
const Id = Type.String({ format: 'uuid' });
const open = { additionalProperties: true } as const;

/** As `TimeWindow`; a delivery that came another way may have none. */
const ShownWindow = Type.Object({ start_time_utc: Nullable(Instant), end_time_utc: Nullable(Instant) }, open);

/** Each of these is `{}` until there is something to show. */
const Driver = Type.Partial(
  Type.Object({
    id: Id,
    name: Type.String(),
    phone: Type.String(),
    vehicle_number: Text,
    latitude: Nullable(Type.Number({ description: 'Where the driver was last seen, while he has the task.' })),
    longitude: Nullable(Type.Number()),
  }),
);
const Transporter = Type.Partial(Type.Object({ id: Id, business_name: Type.String() }));
const Emissions = Type.Partial(
  Type.Object({
    co2e_grams: Type.Integer({ description: 'Of the drive from door to door.' }),
    distance_in_meters: Type.Integer(),
    method: Type.String({ description: 'Factor, vehicle, and how the distance is known.' }),
  }),
);
const Epod = Type.Partial(
  Type.Object({
    recipient_name: Text,
    notes: Text,
    signature_url: Type.String({ description: 'To be read with the bearer token. Empty: nobody signed.' }),
    photo_urls: Type.Array(Type.String()),
    completed_at: Nullable(Instant),
  }),
);

export const Status = Type.Object({
  status: OneOf(statusWords),
  created_at: Type.String({ format: 'date-time', description: 'By the clock of whoever reported it.' }),
  note: Text,
});
export type Status = Static<typeof Status>;

const fields = {
  server_time: Instant,
  id: Id,
  tracking_id: Text,
  group_tag: Text,
  invoice_number: Text,
  from_address: Shown(Address),
  from_time_window: ShownWindow,
  from_contact: Shown(Contact),
  to_address: Shown(Address),
  to_time_window: ShownWindow,
  to_contact: Shown(Contact),
  distance_in_meters: Nullable(
    Type.Integer({ description: 'From door to door. Null: one of the places has no position.' }),
  ),
  pickup_note_to_driver: Text,
  delivery_note_to_driver: Text,
  is_urgent: Type.Boolean(),
  price: Type.Integer({ description: 'Thousandths of a cent: 200000 is SGD 2.00.' }),
  currency: Text,
  items: Type.Array(Shown(Item)),
  cargo_net_quantity: Type.Integer({ description: 'Pieces in all; 0 where nobody has said.' }),
  task_creation_group: Type.String({ format: 'uuid', description: 'One for all tasks of one call.' }),
  broadcast_preference: OneOf(broadcastWords),
  client_time_utc: Nullable(Instant),
  client_timezone: Text,
  attachments: Type.Array(Attachment),
  org_transporter: Transporter,
  driver: Driver,
  current_status: OneOf(statusWords),
  statuses: Type.Array(Status),
  org_id: Type.String({ format: 'uuid', description: 'The organisation whose task it is.' }),
  platform_id: Nullable(Type.String({ format: 'uuid', description: 'Who looks after it.' })),
  vehicle_preference: OneOf(vehicleWishes),
  vehicle_emissions_type: OneOf(emissionsTypes),
  vehicle_emissions: Emissions,
  client: Anything,
  updated_at: Instant,
  epod: Epod,
  version_rev: Type.String({ description: 'Needed to change the task.' }),
  broadcast_expires_at: Nullable(
    Type.String({ format: 'date-time', description: 'Null: it is a draft, or its broadcast does not end by itself.' }),
  ),
} as const;

export const TaskDetail = Type.Object(fields, { ...open, $id: 'TaskDetail' });
export type TaskDetail = Static<typeof TaskDetail>;

/** The document's fields and ours: other keys are the partner's. */
export const detailKeys: readonly string[] = Object.keys(fields);
