/** The emission of a task goes by what is driven, or by what is asked for while nobody drives. */
import assert from 'node:assert/strict';
import { it } from 'node:test';
import { emissionOfTask, type DrivenTask } from './emission.ts';
import { stateAt } from './task-view.ts';

const task: DrivenTask = {
  distanceMetres: 10_000,
  distanceByRoad: false,
  vehiclePreference: 'van_1.7m',
  driver: null,
};

it('takes an engine of the kind asked for until there is a driver', () => {
  const estimated = { co2eGrams: 1926, metres: 10_000, method: 'DESNZ 2025, van class II diesel, estimated distance' };
  assert.deepEqual(emissionOfTask(task), estimated);
  const unsaid = { vehicleKind: null, emissionsType: null };
  assert.deepEqual(emissionOfTask({ ...task, driver: unsaid }), estimated);
});

it('takes the driver’s vehicle once there is one', () => {
  const driver = { vehicleKind: 'car', emissionsType: 'ev' } as const;
  const driven = { co2eGrams: 405, metres: 10_000, method: 'DESNZ 2025, average car electric, distance by road' };
  assert.deepEqual(emissionOfTask({ ...task, distanceByRoad: true, driver }), driven);
});

it('knows nothing without a distance', () => {
  assert.equal(emissionOfTask({ ...task, distanceMetres: null }), null);
});

it('has a round over at its very second', () => {
  const end = new Date('2026-11-23T10:00:00Z');
  const before = new Date(end.getTime() - 1);
  assert.equal(stateAt('offered', { offerExpiresAt: end }, before), 'offered');
  assert.equal(stateAt('offered', { offerExpiresAt: end }, end), 'expired');
  assert.equal(stateAt('assigned', { offerExpiresAt: end }, end), 'assigned');
  assert.equal(stateAt('offered', { offerExpiresAt: null }, end), 'offered');
});
