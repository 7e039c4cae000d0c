/** From LogiNext's trips of Haul to ours. Pure. */
import type { Cancellation, TransportMode } from '../../domain/trip/haulage.ts';
import type { HaulOrder } from '../../use-cases/trip/create-haul.ts';
import type { HaulChange } from '../../use-cases/trip/update-haul.ts';
import { ElementRefused, type Words } from './errors.ts';
import { isRecord, readFields, type ElementFault, type Values } from './schemas/fields.ts';
import { documentFields, haulTripCancellation, haulTripUpdate, modes, neverEmpty, newHaulTrip } from './schemas/haul-trip.ts'; // prettier-ignore

/** The device is a barcode here. */
export const words: Words = {
  keys: {
    trackerCode: 'barcode',
    vehicle: 'vehicleNumber',
    lorryReceipt: 'lrNumber',
    flightNumber: 'flightNum',
    trainNumber: 'trainNum',
  },
  messages: { tracker_not_found: 'Barcode is invalid' },
};

/** @throws ElementRefused that names every faulty field */
export function toHaulOrder(element: unknown): { readonly order: HaulOrder; readonly startNow: boolean } {
  const { values, faults: read } = readFields(element, newHaulTrip);
  const faults = [...read];
  const transportMode = modeOf(values.modeOfTransport, faults);
  if (transportMode !== null) {
    const { key, message } = documentFields[transportMode];
    if (values[key] === undefined && !faults.some((fault) => fault.key === key)) faults.push({ key, message: [message] }); // prettier-ignore
  }
  const { shipmentType, originAddr, destinationAddr, name, vehicleReportingDate, barcode } = values;
  if (faults.length > 0 || transportMode === null || shipmentType === undefined || originAddr === undefined) {
    throw new ElementRefused(400, faults);
  }
  if (destinationAddr === undefined || name === undefined || !vehicleReportingDate || barcode === undefined) {
    throw new ElementRefused(400, faults);
  }
  const order: HaulOrder = {
    name,
    goodsKind: shipmentType,
    origin: originAddr,
    destination: destinationAddr,
    transportMode,
    lorryReceipt: values.lrNumber ?? null,
    flightNumber: values.flightNum ?? null,
    trainNumber: values.trainNum ?? null,
    waybillNumber: values.awbNumber ?? null,
    sealNumber: values.sealNumber ?? null,
    weightGrams: values.packageWeight ?? null,
    volumeMm3: values.packageVolume ?? null,
    units: values.packageValue ?? null,
    reportingAt: vehicleReportingDate,
    notes: values.note ?? null,
    vehicleNumber: values.vehicleNumber ?? null,
    driverName: values.driverName ?? null,
    trackerCode: barcode,
  };
  return { order, startNow: values.startNow ?? false };
}

/**
 * A field that was not sent stays as it is, one that was sent empty is empty, unless a trip cannot be without it.
 * @throws ElementRefused that names every faulty field
 */
export function toHaulChange(element: unknown): HaulChange {
  const { values, faults: read } = readFields(element, haulTripUpdate);
  const sent = isRecord(element) ? element : {};
  const faults = [...read];
  for (const [key, label] of neverEmpty) {
    const isEmpty = key in sent && values[key] === undefined;
    if (isEmpty && !faults.some((fault) => fault.key === key))
      faults.push({ key, message: [`${label} is mandatory.`] });
  }
  const mode = values.modeOfTransport === undefined ? null : modeOf(values.modeOfTransport, faults);
  if (faults.length > 0) throw new ElementRefused(400, faults);
  return { ...settledChange(values, mode), ...freeChange(sent, values) };
}

type Update = Values<typeof haulTripUpdate>;

/** What is never empty: there is a value, or nothing was sent. */
function settledChange(values: Update, mode: TransportMode | null): HaulChange {
  const { shipmentType, originAddr, destinationAddr, name, vehicleReportingDate, barcode } = values;
  return {
    ...(shipmentType !== undefined && { goodsKind: shipmentType }),
    ...(originAddr !== undefined && { origin: originAddr }),
    ...(destinationAddr !== undefined && { destination: destinationAddr }),
    ...(name !== undefined && { name }),
    ...(vehicleReportingDate && { reportingAt: vehicleReportingDate }),
    ...(barcode !== undefined && { trackerCode: barcode }),
    ...(mode !== null && { transportMode: mode }),
  };
}

function freeChange(sent: Readonly<Record<string, unknown>>, values: Update): HaulChange {
  return {
    ...('lrNumber' in sent && { lorryReceipt: values.lrNumber ?? null }),
    ...('flightNum' in sent && { flightNumber: values.flightNum ?? null }),
    ...('trainNum' in sent && { trainNumber: values.trainNum ?? null }),
    ...('awbNumber' in sent && { waybillNumber: values.awbNumber ?? null }),
    ...('sealNumber' in sent && { sealNumber: values.sealNumber ?? null }),
    ...('packageWeight' in sent && { weightGrams: values.packageWeight ?? null }),
    ...('packageVolume' in sent && { volumeMm3: values.packageVolume ?? null }),
    ...('packageValue' in sent && { units: values.packageValue ?? null }),
    ...('notes' in sent && { notes: values.notes ?? null }),
    ...('vehicleNumber' in sent && { vehicleNumber: values.vehicleNumber ?? null }),
    ...('driverName' in sent && { driverName: values.driverName ?? null }),
  };
}

/** @throws ElementRefused that names every faulty field */
export function toCancellation(element: unknown, now: Date): Cancellation {
  const { values, faults } = readFields(element, haulTripCancellation);
  const { reasonCd, otherReason = null, updateTime: at = now } = values;
  if (faults.length > 0 || reasonCd === undefined) throw new ElementRefused(400, faults);
  return { reasonCode: reasonCd, reason: otherReason, at };
}

/** Null for a word that is none, which is then among the faults, and for none. */
function modeOf(word: string | undefined, faults: ElementFault[]): TransportMode | null {
  if (word === undefined) return null;
  const mode = modes[word.trim().toUpperCase()];
  if (mode === undefined) faults.push({ key: 'modeOfTransport', message: ['Mode of transport is invalid'] });
  return mode ?? null;
}
