/** Stop Trip: a trip, and what became of its orders. Both lists must be there and may be empty. */
import { mandatory, type Fields } from './fields.ts';

export const tripStop = {
  tripReferenceId: mandatory('text', 36, 'Trip reference id'),
  notDispatchedOrders: mandatory('any'),
  deliveredOrders: mandatory('any'),
} as const satisfies Fields;
