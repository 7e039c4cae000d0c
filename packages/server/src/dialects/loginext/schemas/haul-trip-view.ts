/** Answers about trips of Haul: every key of the document's samples, in their order. */
import { Type, type Static } from 'typebox';

const text = Type.Union([Type.String(), Type.Null()]);
const number = Type.Union([Type.Number(), Type.Null()]);
const instant = Type.Union([Type.String({ description: 'yyyy-MM-dd HH:mm:ss, UTC' }), Type.Null()]);
const never = Type.Null();

export const HaulTrip = Type.Object({
  referenceId: Type.String(),
  tripName: Type.String(),
  origin: text,
  destination: text,
  tripStatus: Type.String({ description: 'NOTSTARTED, STARTED, ENDED or CANCELLED' }),
  tripStartDt: instant,
  tripEndDt: instant,
  eta: instant,
  calculatedStartDt: instant,
  calculatedEndDt: instant,
  actualDistance: Type.Union([Type.Number({ description: 'km' }), Type.Null()]),
  packageWeight: Type.Number(),
  packageVolume: Type.Number(),
  packageValue: Type.Integer(),
  goodType: never,
  phoneNumber: text,
  isStuckFl: never,
  lastStuckDt: never,
  notesDescription: text,
  barcode: text,
  lrNumber: text,
  awbNumber: text,
  sealNumber: text,
  challanNumber: never,
  flightNum: text,
  trainNum: text,
  vehicle: text,
  vehicleType: text,
  driver: text,
  vehicleReportingTime: instant,
  tracking: instant,
  lastHub: text,
  lastTrackedLatitude: number,
  lastTrackedLongitude: number,
  batteryPerc: number,
});
export type HaulTrip = Static<typeof HaulTrip>;

/** Get Trip's own: each input that nothing was found for, by its index. */
const TripErrors = Type.Record(Type.String({ description: 'Index in the request, from 0' }), Type.String());

/** Get Trip leaves out what it does not find, and names it in `error`. */
export const HaulTrips = Type.Object({
  status: Type.Integer(),
  message: Type.String(),
  referenceId: never,
  data: Type.Array(HaulTrip),
  error: Type.Optional(TripErrors),
  // always there; said to be optional it is written after `error`, where the sample has it
  hasError: Type.Optional(Type.Boolean()),
});

/** `tripName` is later than the document: without it nobody could tell the trips apart. */
export const HaulLocation = Type.Object({
  lat: Type.Number(),
  lng: Type.Number(),
  eta: instant,
  lastTrackedAt: Type.String({ description: 'yyyy-MM-dd HH:mm:ss, UTC' }),
  tripName: Type.String(),
  address: Type.Optional(Type.Union([Type.String({ description: 'only if address=true' }), Type.Null()])),
});
export type HaulLocation = Static<typeof HaulLocation>;
