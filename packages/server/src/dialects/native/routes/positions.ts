/** /v1/trackers/{id}/positions */
import { mostAheadMs } from '../../../domain/tracking/position.ts';
import type { Deps } from '../../../use-cases/deps.ts';
import { readTrack } from '../../../use-cases/tracking/read-positions.ts';
import { recordPositionsById } from '../../../use-cases/tracking/record-positions.ts';
import { answerWrite } from '../answer-write.ts';
import { identityOf } from '../auth.ts';
import { toPositionDraft } from '../drafts.ts';
import { toInstantOrNull } from '../instants.ts';
import { toPosition } from '../mapping.ts';
import { readCursor, toPageBy } from '../page.ts';
import { Page } from '../schemas/page.ts';
import { NewPositions, Position, RecordedPositions, TrackQuery } from '../schemas/position.ts';
import { IdParams, NoQuery, WriteHeaders } from '../schemas/request.ts';
import { Named } from '../schemas/shape.ts';
import type { NativeApp } from './app.ts';

const tags = ['trackers'];
const dayMs = 86_400_000;
const defaultLimit = 100;

export function positions(app: NativeApp, deps: Deps): void {
  app.post(
    '/trackers/:id/positions',
    {
      schema: {
        operationId: 'recordPositions',
        summary: 'Takes 1 to 1000 fixes of a tracker; each is judged on its own, and one sent before changes nothing.',
        tags,
        headers: WriteHeaders,
        params: IdParams,
        querystring: NoQuery,
        body: NewPositions,
        response: { 200: Named(RecordedPositions) },
        refusals: [404, 409],
      },
    },
    (request, reply) =>
      answerWrite(deps, request, reply, {
        status: 200,
        run: ({ caller }) =>
          recordPositionsById(deps, caller, request.params.id, request.body.positions.map(toPositionDraft)),
        show: ({ accepted, refused }): RecordedPositions => ({ accepted, refused: [...refused] }),
      }),
  );

  app.get(
    '/trackers/:id/positions',
    {
      schema: {
        operationId: 'listPositions',
        summary: 'Shows the track of a tracker, oldest fix first.',
        tags,
        params: IdParams,
        querystring: TrackQuery,
        response: { 200: Page(Named(Position)) },
        refusals: [404],
      },
    },
    async (request) => {
      const { limit = defaultLimit } = request.query;
      const range = { ...toRange(request.query, deps.now()), limit };
      const track = await readTrack(deps, identityOf(request).caller, request.params.id, range);
      return toPageBy(track, limit, toPosition, ({ recordedAt }) => String(recordedAt.getTime()));
    },
  );
}

/** Fixes have whole milliseconds, so the next page begins one after the last. */
function toRange({ from, until, cursor }: TrackQuery, now: Date): { readonly from: Date; readonly until: Date } {
  const end = toInstantOrNull('until', until) ?? new Date(now.getTime() + mostAheadMs);
  const begin = toInstantOrNull('from', from) ?? new Date(end.getTime() - dayMs);
  if (cursor === undefined) return { from: begin, until: end };
  const last = Number(readCursor(cursor, (text) => /^\d{12,14}$/.test(text)));
  return { from: new Date(Math.max(begin.getTime(), last + 1)), until: end };
}
