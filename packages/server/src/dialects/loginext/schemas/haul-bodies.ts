/** Bodies of requests about trips of Haul and their positions, as the OpenAPI document shows them. */
import { Type } from 'typebox';
import { ListOf } from './bodies.ts';
import { describeFields } from './fields.ts';
import { haulTripCancellation, haulTripUpdate, newHaulTrip } from './haul-trip.ts';
import { bulkTrackingRecord } from './tracking-record.ts';

export const NewHaulTrip = ListOf(describeFields(newHaulTrip));

export const HaulTripUpdate = ListOf(describeFields(haulTripUpdate));

export const HaulTripCancellations = ListOf(describeFields(haulTripCancellation));

/** Names of trips and reference ids, mixed. */
export const TripNames = Type.Array(Type.String({ description: 'Reference id or name of a trip' }));

export const TrackingRecords = ListOf(
  describeFields(bulkTrackingRecord, { harshDriving: Type.Union([Type.Number(), Type.String()]) }),
);
