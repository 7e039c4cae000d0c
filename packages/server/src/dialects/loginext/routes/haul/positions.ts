/** LogiNext Haul: positions of many trackers in one request, as later documents take them. */
import type { FastifyInstance } from 'fastify';
import { Type } from 'typebox';
import type { Deps } from '../../../../use-cases/deps.ts';
import { recordFixes, type FixOf } from '../../../../use-cases/tracking/record-fixes.ts';
import { identityOf } from '../../auth.ts';
import { eachElement, elementsOf, listEnvelope } from '../../elements.ts';
import { ElementRefused, type Words } from '../../errors.ts';
import { answer, answersWith } from '../../route.ts';
import { readFields } from '../../schemas/fields.ts';
import { TrackingRecords } from '../../schemas/haul-bodies.ts';
import { bulkTrackingRecord } from '../../schemas/tracking-record.ts';
import { toFix } from '../../tracking-mapping.ts';

const words: Words = { keys: {}, messages: { tracker_not_found: 'Tracker Id is invalid' } };

export function haulPositionRoutes(app: FastifyInstance, deps: Deps): void {
  app.post(
    '/TrackingApp/haul/v1/tracking/put',
    {
      schema: {
        operationId: 'createTrackingRecords',
        summary: 'Create Tracking Record (Bulk, later documents)',
        tags: ['tracking'],
        body: TrackingRecords,
        response: answersWith(Type.Null()),
      },
    },
    async (request, reply) => {
      const identity = identityOf(request);
      const elements = elementsOf(request.body, identity.account.settings.batchSize);
      const read = await eachElement(elements, 'trackerId', async (element) => readRecord(element));
      const sound = read.results.flatMap((fix) => fix ?? []);
      const refusals = await recordFixes(deps, identity, sound);
      const outcomes = new Map(sound.map((fix, index) => [fix, refusals[index] ?? null]));
      const answered = await eachElement(
        [...read.results.entries()],
        'trackerId',
        async ([index, fix]) => {
          const refused = read.refusals.get(index) ?? (fix && outcomes.get(fix));
          if (refused) throw refused;
        },
        words,
      );
      return answer(reply, listEnvelope({ status: 200, message: 'success', data: null }, answered));
    },
  );
}

/** @throws ElementRefused that names every faulty field */
function readRecord(element: unknown): FixOf {
  const { values, faults: read } = readFields(element, bulkTrackingRecord);
  const faults = [...read];
  const { harshDriving } = values;
  if (harshDriving !== undefined && (harshDriving === true || !Number.isFinite(Number(harshDriving)))) {
    faults.push({ key: 'harshDriving', message: ['Harsh driving is invalid'] });
  }
  const fix = toFix(values);
  if (faults.length > 0 || fix === null) throw new ElementRefused(400, faults);
  return fix;
}
