/** Compares what the clients sent and the receiver heard with what the database holds. */
import type { Receiver } from '../receiver.ts';
import type { Found } from './audit.ts';
import { balance, type Ledger } from './ledger.ts';
import type { Sent } from './sent.ts';
import { latOf } from './send-positions.ts';

export function openBooks(
  sent: Sent,
  found: Found,
  { received }: Pick<Receiver, 'received'>,
): { readonly ledger: Ledger; readonly repeated: number } {
  // an order counts with the id that was answered: another id for the same number is another order
  const name = (number: string, id: string) => `${number} ${id}`;
  const idOf = new Map(found.orders.map(({ number, id }) => [number, id]));
  const answered = new Set([...sent.orders].flatMap(([number, ids]) => [...ids].map((id) => name(number, id))));
  const possible = new Set([
    ...answered,
    ...[...sent.orders.keys()].map((number) => name(number, idOf.get(number) ?? '')),
  ]);
  const orders = balance(answered, possible, found.orders.map(({ number, id }) => name(number, id))); // prettier-ignore
  const { duplicated } = balance(new Set(), new Set(), found.orders.map(({ number }) => number)); // prettier-ignore
  const positions = balance(
    sent.acknowledgedFixes,
    sent.fixes,
    found.fixes.map(({ name }) => name),
  );
  const changed = found.fixes.filter(({ ms, lat }) => Math.abs(lat - latOf(ms)) > 1e-9).map(({ name }) => name);
  const bodies = new Map(found.messages.map(({ id, body }) => [id, body]));
  const ids = received.map(({ headers }) => String(headers['webhook-id']));
  const wrong = received.filter(({ headers, body }) => bodies.get(String(headers['webhook-id'])) !== body);
  const webhooks = balance(new Set(bodies.keys()), new Set(bodies.keys()), [...new Set(ids)]);
  return {
    ledger: {
      orders: { ...orders, duplicated },
      positions: { ...positions, unexpected: [...positions.unexpected, ...changed] },
      webhooks: { ...webhooks, unexpected: [...webhooks.unexpected, ...wrong.map(({ body }) => body)] },
    },
    repeated: ids.length - new Set(ids).size,
  };
}
