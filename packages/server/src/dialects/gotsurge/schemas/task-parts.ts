/** Parts of a task on the wire. Each lets other keys by: they come back as they were sent. */
import { Type, type Static, type TObject, type TProperties } from 'typebox';
import { Instant, Maybe } from './shape.ts';

const Name = Maybe(Type.String({ maxLength: 255 }));

/** In an answer too, keys that it does not name are written. */
function Open<const T extends TProperties>(properties: T) {
  return Type.Object(properties, { additionalProperties: true });
}

const limits = ['maxLength', 'minimum', 'maximum'];

/** The same fields in an answer: what came another way kept to other limits. */
export function Shown<T extends TObject>({ properties }: T) {
  const free = Object.entries(properties).map(
    ([key, one]) => [key, Object.fromEntries(Object.entries(one).filter(([word]) => !limits.includes(word)))] as const,
  );
  return Type.Unsafe<Static<T>>({ type: 'object', properties: Object.fromEntries(free), additionalProperties: true });
}

export const Address = Open({
  street_address: Name,
  city: Name,
  state: Name,
  country: Name,
  zip_code: Maybe(Type.String({ maxLength: 50 })),
  building_name: Name,
  latitude: Maybe(Type.Number({ minimum: -90, maximum: 90 })),
  longitude: Maybe(Type.Number({ minimum: -180, maximum: 180 })),
  altitude: Maybe(Type.Number({ description: 'Metres.' })),
});
export type Address = Static<typeof Address>;

/** A person ashore, or who takes the goods to a vessel and where it lies. */
export const Contact = Open({
  name: Name,
  phone: Name,
  email: Name,
  vessel_id: Name,
  vessel_imo: Maybe(Type.Integer({ minimum: 0, description: 'Number of the International Maritime Organization.' })),
  vessel_name: Name,
  lighter_boat_name: Name,
  lighter_company_name: Name,
  vehicle_name: Name,
  company_name: Name,
  berth_no: Name,
});
export type Contact = Static<typeof Contact>;

export const TimeWindow = Open({ start_time_utc: Instant, end_time_utc: Instant });
export type TimeWindow = Static<typeof TimeWindow>;

const Measure = Maybe(Type.Number({ minimum: 0, maximum: 1_000_000_000 }));

/** The document has lost its fields. */
export const Item = Open({
  id: Maybe(Type.Unsafe<string | number>({ type: ['string', 'number'], maxLength: 200 })),
  name: Name,
  description: Maybe(Type.String({ maxLength: 2000 })),
  quantity: Measure,
  unit: Name,
  weight: Measure,
  weight_unit: Name,
  volume: Measure,
  volume_unit: Name,
});
export type Item = Static<typeof Item>;

/** Of which the document says no more than that it is an object. */
export const Anything = Type.Unsafe<Readonly<Record<string, unknown>>>({ type: 'object', additionalProperties: true });

/** A name and an address of a file, or the id of one that was uploaded elsewhere. */
export const Attachment = Type.Unsafe<string | Readonly<Record<string, unknown>>>({
  type: ['object', 'string'],
  additionalProperties: true,
  maxLength: 2000,
});
