/** The API of the couriers' own app, under /v1/courier: another credential, and nothing but what is the courier's. */
import type { FastifyPluginAsync } from 'fastify';
import type { Deps } from '../../use-cases/deps.ts';
import { authenticateCouriers } from './courier-auth.ts';
import { limitRate } from './rate-limit.ts';
import type { NativeApp } from './routes/app.ts';
import { courierActions } from './routes/courier/actions.ts';
import { courierMe } from './routes/courier/me.ts';
import { courierOffers } from './routes/courier/offers.ts';
import { courierPositions } from './routes/courier/positions.ts';
import { courierProofs } from './routes/courier/proofs.ts';
import { courierSignIn, courierSignOut } from './routes/courier/session.ts';
import { courierWork } from './routes/courier/work.ts';
import { tidyRequests } from './tidy-request.ts';

const guarded: readonly ((app: NativeApp, deps: Deps) => void | Promise<void>)[] = [
  courierSignOut,
  courierMe,
  courierOffers,
  courierWork,
  courierActions,
  courierProofs,
  courierPositions,
];

export function courierApi(deps: Deps): FastifyPluginAsync {
  return async (plain) => {
    await plain.register(async (open) => {
      tidyRequests(open);
      await courierSignIn(open, deps);
    });
    await plain.register(async (app) => {
      authenticateCouriers(app, deps);
      await limitRate(app);
      tidyRequests(app);
      for (const register of guarded) await register(app, deps);
    });
  };
}
