/** /v1/courier/me and /v1/courier/duty: who he is, and whether he looks for work. */
import { getDuty, setOwnDuty } from '../../../../use-cases/courier/duty.ts';
import type { Deps } from '../../../../use-cases/deps.ts';
import { getCourier } from '../../../../use-cases/fleet/couriers.ts';
import { courierOf } from '../../courier-auth.ts';
import { toDuty, toOwnDuty } from '../../courier-mapping.ts';
import { iso } from '../../iso.ts';
import { toCourier } from '../../mapping.ts';
import { Duty, OwnDuty } from '../../schemas/courier-duty.ts';
import { Me } from '../../schemas/courier-session.ts';
import { NoParams, NoQuery } from '../../schemas/request.ts';
import { Named } from '../../schemas/shape.ts';
import type { NativeApp } from '../app.ts';
import { signedByCourier } from './signed-by-courier.ts';

const every = { ...signedByCourier, params: NoParams, querystring: NoQuery };

export function courierMe(app: NativeApp, deps: Deps): void {
  app.get(
    '/courier/me',
    {
      schema: {
        operationId: 'getMe',
        summary: 'Shows the courier and his duty.',
        ...every,
        response: { 200: Named(Me) },
        refusals: [404],
      },
    },
    async (request) => {
      const { caller, courierId } = courierOf(request);
      const courier = await getCourier(deps, caller, courierId);
      const duty = await getDuty(deps, caller, courierId);
      return { courier: toCourier(courier), duty: duty && toDuty(duty), now: iso(deps.now()) };
    },
  );

  app.put(
    '/courier/duty',
    {
      schema: {
        operationId: 'setOwnDuty',
        summary: 'Goes on duty, or off it: then there are no offers, and what was accepted goes on.',
        ...every,
        body: OwnDuty,
        response: { 200: Named(Duty) },
        refusals: [404],
      },
    },
    async (request) => toDuty(await setOwnDuty(deps, courierOf(request), toOwnDuty(request.body))),
  );
}
