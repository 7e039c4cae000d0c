/**
 * What a drive puts into the air. UK Government GHG Conversion Factors for Company Reporting 2025 (Department for Energy
 * Security and Net Zero, flat file, Open Government Licence v3.0), kg CO2e per kilometre: "Freighting goods" for vans and
 * lorries, "Business travel - land" for cars and motorbikes. They hold what the vehicle itself burns, or the electricity
 * of the United Kingdom that it was charged with; the way of the fuel to the pump is not in them.
 */
import type { EmissionsType, VehicleWish } from '../task/vehicle-kind.ts';
import type { Drive } from './drive.ts';

interface Row {
  readonly name: string;
  /** Milligrams of CO2e per kilometre: the published number of kilograms without its decimal point. */
  readonly ice: number;
  /** Null where none is published. */
  readonly ev: number | null;
  /** What the factor for engines assumes; empty where the row does not say. */
  readonly fuel: string;
}

const motorbike: Row = { name: 'motorbike average', fuel: '', ice: 113_670, ev: null };
const averageCar: Row = { name: 'average car', fuel: 'fuel unknown', ice: 167_250, ev: 40_470 };
const mpv: Row = { name: 'MPV', fuel: 'fuel unknown', ice: 180_300, ev: 52_020 };
const vanClass2: Row = { name: 'van class II', fuel: 'diesel', ice: 192_600, ev: 57_770 };
const vanClass3: Row = { name: 'van class III', fuel: 'diesel', ice: 278_780, ev: 76_090 };
const averageVan: Row = { name: 'van average', fuel: 'fuel unknown', ice: 254_300, ev: 69_760 };
const lightRigid: Row = { name: 'rigid lorry 3.5-7.5 t average laden', fuel: 'diesel', ice: 495_480, ev: null };
const mediumRigid: Row = { name: 'rigid lorry 7.5-17 t average laden', fuel: 'diesel', ice: 605_010, ev: null };
const heavyRigid: Row = { name: 'rigid lorry over 17 t average laden', fuel: 'diesel', ice: 991_560, ev: null };
const articulated: Row = { name: 'articulated lorry over 33 t average laden', fuel: 'diesel', ice: 934_210, ev: null };

const rows = {
  ltl: averageVan,
  motorcycle: motorbike,
  car: averageCar,
  mpv,
  'van_1.7m': vanClass2,
  'van_2.4m': vanClass3,
  lorry_10ft: lightRigid,
  lorry_14ft: lightRigid,
  lorry_20ft: mediumRigid,
  lorry_24ft: heavyRigid,
  lorry_40ft: articulated,
} as const satisfies Readonly<Record<VehicleWish, Row>>;

export interface Emission {
  readonly co2eGrams: number;
  readonly metres: number;
  /** For people: `DESNZ 2025, van class II diesel, estimated distance`. */
  readonly method: string;
}

/**
 * @param vehicle of the courier once there is one, else what is asked for
 * @param type where nothing is published for a battery, the factor for engines counts, and the method says so
 */
export function emissionOf(vehicle: VehicleWish, type: EmissionsType, { metres, byRoad }: Drive): Emission {
  const row: Row = rows[vehicle];
  const electric = type === 'ev' ? row.ev : null;
  const power = electric === null ? row.fuel : 'electric';
  const words = ['DESNZ 2025', `${row.name} ${power}`.trim()];
  if (type === 'ev' && electric === null) words.push('no electric factor published');
  words.push(byRoad ? 'distance by road' : 'estimated distance');
  // milligrams per kilometre are micrograms per metre
  const co2eGrams = Math.round((metres * (electric ?? row.ice)) / 1_000_000);
  return { co2eGrams, metres, method: words.join(', ') };
}
