/** What a courier has to do. */
import { Type, type Static } from 'typebox';
import { deliveryStates } from '../../../domain/delivery/delivery-state.ts';
import { paymentModes } from '../../../domain/delivery/delivery.ts';
import { stepKinds } from '../../../domain/task/next-step.ts';
import { tripStates } from '../../../domain/trip/trip.ts';
import { Package, Place } from './delivery.ts';
import { Money } from './money.ts';
import { Id, Instant, Nullable, OneOf, Strict } from './shape.ts';
import { Stop } from './stop.ts';

const Words = Nullable(Type.String());

const WorkStop = Strict({
  ...Stop.properties,
  place: Nullable(Place),
  delivery: Strict({
    id: Id,
    version: Type.Integer(),
    state: OneOf(deliveryStates),
    orderNumber: Type.String(),
    waybillNumber: Words,
    partialAllowed: Type.Boolean(),
    paymentMode: Nullable(OneOf(paymentModes)),
    goodsValue: Nullable(Money),
    cashOnPickup: Nullable(Money),
    weightGrams: Nullable(Type.Integer()),
    packages: Type.Array(Package),
    task: Nullable(
      Strict(
        {
          organisation: Type.String(),
          price: Type.Integer({ description: 'Hundred-thousandths of the currency’s main unit.' }),
          currency: Type.String(),
          isUrgent: Type.Boolean(),
          invoiceNumber: Words,
          groupTag: Words,
          journeyMetres: Nullable(Type.Integer()),
        },
        { description: 'Of a partner’s task.' },
      ),
    ),
  }),
});

export const WorkTrip = Strict({
  id: Id,
  name: Type.String(),
  state: OneOf(tripStates),
  startedAt: Nullable(Instant),
  expectedEnd: Nullable(Instant),
  vehicleNumber: Words,
  next: Nullable(
    Strict(
      { kind: OneOf(stepKinds), stopId: Nullable(Id) },
      { description: 'The one thing to do now; null while another trip is under way.' },
    ),
  ),
  stops: Type.Array(WorkStop),
});
export type WorkTrip = Static<typeof WorkTrip>;

export const Work = Strict({ trips: Type.Array(WorkTrip) }, { $id: 'Work' });
export type Work = Static<typeof Work>;
