/** Which leg an event speaks of. */
import { currentLeg, type Delivery, type Leg } from '../../../domain/delivery/delivery.ts';
import type { Snapshot } from '../../../domain/event/event.ts';

export function legOf({ legs, pickedUpAt }: Snapshot<Delivery>): Leg {
  return currentLeg({ legs, pickedUpAt: pickedUpAt === null ? null : new Date(pickedUpAt) });
}
