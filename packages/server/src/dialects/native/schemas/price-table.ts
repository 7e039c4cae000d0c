/** Prices of drives by kind of vehicle. */
import { Type, type Static } from 'typebox';
import { vehicleKinds } from '../../../domain/task/vehicle-kind.ts';
import { Currency } from './money.ts';
import { OneOf, Strict } from './shape.ts';

/** Small enough that a drive to the other end of the globe still has an exact price. */
const Fee = Type.Integer({
  minimum: 0,
  maximum: 10_000_000_000,
  description: 'Hundred-thousandths of the currency’s main unit: 200000 SGD is S$2.00.',
});

const price = {
  vehicleKind: OneOf(vehicleKinds),
  currency: Currency,
  baseFee: Fee,
  feePerKm: Fee,
  minimumFee: Fee,
  extraStopFee: Fee,
} as const;

export const NewPriceTable = Strict({
  prices: Type.Array(Strict(price), {
    maxItems: vehicleKinds.length,
    description: 'The whole table: a kind that is not named has the price that comes with Waybill.',
  }),
});
export type NewPriceTable = Static<typeof NewPriceTable>;

export const PriceTable = Strict(
  {
    prices: Type.Array(
      Strict({
        ...price,
        isOwn: Type.Boolean({ description: 'False: the price that comes with Waybill.' }),
      }),
    ),
  },
  { $id: 'PriceTable' },
);
export type PriceTable = Static<typeof PriceTable>;
