/** Which events may bring a delivery into another state. */
import type { EventType } from '../../domain/event/event.ts';

/** After these the state is the same. One that is made is no change. */
const still: readonly EventType[] = [
  'delivery.created',
  'delivery.updated',
  'delivery.packages_updated',
  'delivery.accepted',
  'delivery.loaded',
];

export function movesDelivery(type: EventType): boolean {
  return type.startsWith('delivery.') && !still.includes(type);
}
