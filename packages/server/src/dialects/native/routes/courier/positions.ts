/** /v1/courier/positions: where he is, while he is on duty. */
import { recordOwnPositions } from '../../../../use-cases/courier/record-own-positions.ts';
import type { Deps } from '../../../../use-cases/deps.ts';
import { courierOf } from '../../courier-auth.ts';
import { toPositionDraft } from '../../drafts.ts';
import { NewPositions, RecordedPositions } from '../../schemas/position.ts';
import { NoParams, NoQuery } from '../../schemas/request.ts';
import { Named } from '../../schemas/shape.ts';
import type { NativeApp } from '../app.ts';
import { signedByCourier } from './signed-by-courier.ts';

export function courierPositions(app: NativeApp, deps: Deps): void {
  app.post(
    '/courier/positions',
    {
      schema: {
        operationId: 'recordOwnPositions',
        summary: 'Takes 1 to 1000 fixes of his phone; each is judged on its own, and one sent before changes nothing.',
        ...signedByCourier,
        params: NoParams,
        querystring: NoQuery,
        body: NewPositions,
        response: { 200: Named(RecordedPositions) },
        refusals: [404, 409],
      },
    },
    async (request): Promise<RecordedPositions> => {
      const fixes = request.body.positions.map(toPositionDraft);
      const { accepted, refused } = await recordOwnPositions(deps, courierOf(request), fixes);
      return { accepted, refused: [...refused] };
    },
  );
}
