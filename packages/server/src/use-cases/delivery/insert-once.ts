/** Writes a new delivery, or finds the one that the same request made before. */
import type { Kysely } from 'kysely';
import type { DeliveryChanged } from '../../domain/delivery/change.ts';
import type { Delivery } from '../../domain/delivery/delivery.ts';
import { duplicate } from '../../domain/errors.ts';
import { fingerprint } from '../../lib/hash.ts';
import { findByOrderNumber, insertDelivery } from '../../store/delivery.ts';
import type { DB } from '../../store/schema.ts';
import type { Caller } from '../caller.ts';
import type { Deps } from '../deps.ts';
import { toWrite } from '../record-events.ts';

export interface Created {
  readonly id: string;
  /** As it is now: a delivery that had come before may have moved on. */
  readonly delivery: Delivery;
  /** The same order had come before; nothing was written. */
  readonly repeated: boolean;
}

/** What was asked for, and the words for a number that something else has. */
export interface Request {
  /** Whatever makes two requests the same. */
  readonly content: unknown;
  readonly taken: string;
}

/** @throws DomainError `duplicate` when the order number, with its direction and legs, has other content */
export async function insertOnce(
  deps: Pick<Deps, 'now' | 'newId'>,
  db: Kysely<DB>,
  caller: Caller,
  { delivery, event }: DeliveryChanged,
  { content, taken }: Request,
): Promise<Created> {
  const print = fingerprint(content);
  if (await insertDelivery(db, delivery, print, toWrite(deps, caller, event))) {
    return { id: delivery.id, delivery, repeated: false };
  }
  const first = await findByOrderNumber(db, delivery);
  if (first?.fingerprint?.equals(print)) return { id: first.delivery.id, delivery: first.delivery, repeated: true };
  throw duplicate('orderNumber', taken);
}
