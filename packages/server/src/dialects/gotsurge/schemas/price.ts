/** Price recommendation: what is asked, and what is answered. The document has lost the shape of a stop and of the distance. */
import { Type, type Static } from 'typebox';
import { vehicleKinds } from '../../../domain/task/vehicle-kind.ts';
import { mostStops } from '../../../use-cases/price/recommend.ts';

/** Null says no more than a missing field. */
function maybeText(maxLength: number) {
  return Type.Optional(Type.Unsafe<string | null>({ type: ['string', 'null'], maxLength }));
}

function maybeDegrees(most: number) {
  return Type.Optional(Type.Unsafe<number | null>({ type: ['number', 'null'], minimum: -most, maximum: most }));
}

/** An address of GotSurge's; other keys are let by. */
const place = {
  street_address: maybeText(500),
  building_name: maybeText(255),
  city: maybeText(255),
  state: maybeText(255),
  zip_code: maybeText(40),
  country: maybeText(100),
  latitude: maybeDegrees(90),
  longitude: maybeDegrees(180),
} as const;

const Place = Type.Object(place);
export type Place = Static<typeof Place>;

/** The address by its fields, as one text, or as an object of its own. */
export const Stop = Type.Object({
  ...place,
  address: Type.Optional(
    Type.Unsafe<string | Place | null>({ ...Place, type: ['object', 'string', 'null'], maxLength: 500 }),
  ),
});
export type Stop = Static<typeof Stop>;

export const PriceQuestion = Type.Object({
  // lorry_20ft stands in the document's list of a task's vehicles only; it is taken here as well
  service_type: Type.Unsafe<(typeof vehicleKinds)[number]>({ type: 'string', enum: [...vehicleKinds] }),
  stops: Type.Array(Stop, {
    minItems: 2,
    maxItems: mostStops,
    description: 'The pickup first. Of more than ten drop-offs the ten farthest count.',
  }),
});
export type PriceQuestion = Static<typeof PriceQuestion>;

const fee = { description: 'Hundred-thousandths of the currency’s main unit: 200000 is SGD 2.00.' } as const;
const Fee = Type.Integer(fee);

export const PriceRecommendation = Type.Object({
  average_fee: Type.Integer({ description: `The mean of the drop-offs. ${fee.description}` }),
  code: Type.String({ description: 'Always `success`.' }),
  distance: Type.Object({
    value: Type.Integer({ description: 'Metres from the pickup to each drop-off that counts, together.' }),
    unit: Type.String({ description: 'Always `m`.' }),
    text: Type.String({ description: 'For people, with how it is known: `12.3 km by road`, `12.3 km estimated`.' }),
  }),
  total_fee: Fee,
  total_fee_currency: Type.String({ description: 'A code of ISO 4217.' }),
  total_waypoint: Type.Integer({ description: 'Drop-offs that were counted.' }),
});
export type PriceRecommendation = Static<typeof PriceRecommendation>;
