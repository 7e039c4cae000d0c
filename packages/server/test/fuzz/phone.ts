/** A courier of the fuzz house, with a phone and something to do. */
import { addCourier, giveSession, type SeededCourier } from '../add-courier.ts';
import { addOffer } from '../add-task.ts';
import type { TestDeps } from '../deps.ts';
import { act, deeds, way } from '../phone.ts';
import type { Tenant } from '../tenant.ts';
import { readWork } from '../../src/use-cases/courier/read-work.ts';

export interface FuzzPhone {
  readonly headers: () => Record<string, string>;
  /** After it was signed out. */
  readonly signInAgain: () => Promise<void>;
  /** Tasks on offer, and some that he has taken; `keep` hears the ids. */
  readonly furnish: (mark: number, keep: (kind: string, id: string) => void) => Promise<void>;
}

export async function openPhone(deps: TestDeps, tenant: Tenant): Promise<FuzzPhone> {
  const courier: SeededCourier = await addCourier(deps, tenant, 'PHONE');
  let { token } = courier;
  return {
    headers: () => ({ authorization: `Bearer ${token}` }),
    async signInAgain() {
      ({ token } = await giveSession(deps, tenant, courier.id));
    },
    async furnish(mark, keep) {
      for (let number = 0; number < 6; number += 1) {
        const { id, offer } = await addOffer(deps, tenant, `FUZZ-TASK-${mark}-${number}`);
        // three are left on offer; two wait for him, and one is under way unless another is still
        for (const name of way.slice(0, Math.max(0, number - 2))) {
          await act(deps, courier, deeds[name]({ id, offerId: offer.id }));
        }
        keep(number < 3 ? 'offers' : 'courier-deliveries', number < 3 ? offer.id : id);
      }
      for (const { stops } of await readWork(deps, courier.identity)) {
        for (const { id } of stops) keep('courier-stops', id);
      }
    },
  };
}
