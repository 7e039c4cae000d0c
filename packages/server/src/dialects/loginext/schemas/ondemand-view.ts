/** An order as OnDemand's Get Order answers it: every key of the document's sample, in its order. */
import { Type, type Static } from 'typebox';

const text = Type.Union([Type.String(), Type.Null()]);
const integer = Type.Union([Type.Integer(), Type.Null()]);

export const OnDemandOrder = Type.Object({
  referenceId: Type.String(),
  orderNo: Type.String(),
  awbNumber: Type.String(),
  clientName: Type.String(),
  branchName: text,
  origin: text,
  destination: text,
  shipmentOrderTypeCd: Type.String(),
  orderState: Type.String(),
  shipmentOrderDt: Type.Integer(),
  startTimeWindow: integer,
  endTimeWindow: integer,
  paymentType: text,
  notes: Type.String(),
  packageValue: Type.Number(),
  status: Type.String(),
  plannedServiceTime: Type.Integer(),
  plannedDistance: Type.Union([Type.Number({ description: 'km' }), Type.Null()]),
  customerCode: text,
  customerName: text,
  customerPhoneNumber: text,
  noOfAttempts: Type.Integer(),
  isDelayed: Type.Boolean(),
});
export type OnDemandOrder = Static<typeof OnDemandOrder>;
