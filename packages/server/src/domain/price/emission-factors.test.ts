/** Emissions: the published numbers, and what is said where none is published. */
import assert from 'node:assert/strict';
import { it } from 'node:test';
import fc from 'fast-check';
import { emissionsTypes, vehicleKinds, vehicleWishes } from '../task/vehicle-kind.ts';
import { emissionOf } from './emission-factors.ts';
import { roadUserOf } from './road-user.ts';

const hundredKm = { metres: 100_000, byRoad: true };

it('gives the published grams for each vehicle and what drives it', () => {
  const grams = Object.fromEntries(
    vehicleWishes.map((vehicle) => [
      vehicle,
      emissionsTypes.map((type) => emissionOf(vehicle, type, hundredKm).co2eGrams),
    ]),
  );
  assert.deepEqual(grams, {
    ltl: [25_430, 6976],
    motorcycle: [11_367, 11_367],
    car: [16_725, 4047],
    mpv: [18_030, 5202],
    'van_1.7m': [19_260, 5777],
    'van_2.4m': [27_878, 7609],
    lorry_10ft: [49_548, 49_548],
    lorry_14ft: [49_548, 49_548],
    lorry_20ft: [60_501, 60_501],
    lorry_24ft: [99_156, 99_156],
    lorry_40ft: [93_421, 93_421],
  });
});

it('says how it was reckoned', () => {
  const method = (...of: Parameters<typeof emissionOf>) => emissionOf(...of).method;
  const estimated = { metres: 7357, byRoad: false };
  assert.deepEqual(emissionOf('van_1.7m', 'ice', estimated), {
    co2eGrams: 1417,
    metres: 7357,
    method: 'DESNZ 2025, van class II diesel, estimated distance',
  });
  assert.equal(method('van_1.7m', 'ev', hundredKm), 'DESNZ 2025, van class II electric, distance by road');
  assert.equal(method('motorcycle', 'ice', hundredKm), 'DESNZ 2025, motorbike average, distance by road');
  assert.equal(
    method('lorry_24ft', 'ev', estimated),
    'DESNZ 2025, rigid lorry over 17 t average laden diesel, no electric factor published, estimated distance',
  );
});

it('gives whole grams that grow with the way', () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...vehicleWishes),
      fc.constantFrom(...emissionsTypes),
      fc.nat(20_000_000),
      fc.nat(1_000_000),
      (vehicle, type, metres, more) => {
        const [short, long] = [metres, metres + more].map((far) =>
          emissionOf(vehicle, type, { metres: far, byRoad: true }),
        );
        assert.ok(short && long && Number.isSafeInteger(short.co2eGrams) && short.co2eGrams <= long.co2eGrams);
        assert.ok(emissionOf(vehicle, 'ev', { metres, byRoad: true }).co2eGrams <= emissionOf(vehicle, 'ice', { metres, byRoad: true }).co2eGrams); // prettier-ignore
      },
    ),
  );
  assert.equal(emissionOf('ltl', 'ice', { metres: 0, byRoad: false }).co2eGrams, 0);
});

it('knows whose rules of the road count', () => {
  const lorries = vehicleWishes.filter((vehicle) => roadUserOf(vehicle) === 'lorry');
  assert.deepEqual(lorries, vehicleKinds.slice(5));
  assert.deepEqual([roadUserOf('ltl'), roadUserOf('motorcycle'), roadUserOf('van_2.4m')], ['car', 'motorcycle', 'car']);
});
