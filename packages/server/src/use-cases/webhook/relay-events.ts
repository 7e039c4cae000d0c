/**
 * One round of the relay: events leave the outbox and become a message for each endpoint that wants to hear of them, and a
 * row for each follower in the house.
 */
import type { RecordedEvent } from '../../domain/event/event.ts';
import { takeEvents, tryRelayLock } from '../../store/outbox.ts';
import { findListeners, type Listener } from '../../store/webhook-health.ts';
import { insertMessages, type NewMessage } from '../../store/webhook-queue.ts';
import { house } from '../caller.ts';
import type { Deps } from '../deps.ts';
import { pickFollowUps } from '../follow/pick-follow-ups.ts';
import { transact } from '../transact.ts';
import { signPayload } from './sign-payload.ts';

/** Writes a payload as its endpoint reads it; the text holds no NUL and no half of a character. */
export type WriteBody = (
  format: Listener['contentType'],
  payload: Readonly<Record<string, unknown>>,
) => { readonly contentType: string; readonly text: string };

type RelayDeps = Pick<Deps, 'db' | 'followers' | 'log' | 'newId' | 'publicUrl' | 'secrets' | 'voices'>;

/** Messages in one statement. */
const chunk = 500;

/** @returns how many events were relayed; 0 as well when another process is at it. */
export async function relayEvents(deps: RelayDeps, writeBody: WriteBody, limit = 500): Promise<number> {
  return transact(deps, house, async (tx) => {
    if (!(await tryRelayLock(tx))) return 0;
    const events = await takeEvents(tx, limit);
    if (events.length === 0) return 0;
    const listeners = await findListeners(tx, [...new Set(events.map(({ accountId }) => accountId))]);
    const byAccount = Map.groupBy(listeners, ({ accountId }) => accountId);
    const messages = events.flatMap((event) => tell(deps, writeBody, event, byAccount.get(event.accountId) ?? []));
    for (let first = 0; first < messages.length; first += chunk) {
      await insertMessages(tx, messages.slice(first, first + chunk));
    }
    await pickFollowUps(deps, tx, events);
    return events.length;
  });
}

/** The messages of one event. A dialect that fails costs only its own: what went wrong stands where its message would. */
function tell(
  deps: RelayDeps,
  writeBody: WriteBody,
  event: RecordedEvent,
  listeners: readonly Listener[],
): NewMessage[] {
  return [...Map.groupBy(listeners, ({ dialect }) => dialect)].flatMap(([dialect, audience]) => {
    try {
      return tellIn(deps, writeBody, event, dialect, audience);
    } catch (error) {
      deps.log.error({ err: error, dialect, eventId: event.id, eventType: event.type }, 'an event could not be told');
      const fault = `The event ${event.type} could not be put into the words of ${dialect}.`;
      return audience.map((listener) => ({
        ...addressed(deps, event, listener, 0),
        type: event.type,
        contentType: '',
        body: '',
        fault,
      }));
    }
  });
}

function tellIn(
  deps: RelayDeps,
  writeBody: WriteBody,
  event: RecordedEvent,
  dialect: string,
  listeners: readonly Listener[],
): NewMessage[] {
  const payloads = deps.voices.get(dialect)?.tell(event, { publicUrl: deps.publicUrl() }) ?? [];
  return payloads.flatMap(({ type, body, urlField, audience = null, form, signed }, ordinal) => {
    const wanting = listeners.filter(
      (one) =>
        (one.events === null || one.events.includes(type)) && (one.audience === null || one.audience === audience),
    );
    // endpoints that read the same format share one text, unless it names them
    const byText = Map.groupBy(
      wanting,
      ({ contentType, url }) => `${contentType} ${urlField === undefined ? '' : url}`,
    );
    return [...byText.values()].flatMap((readers) => {
      const [first] = readers;
      if (!first) return [];
      const addressedBody = urlField === undefined ? body : { ...body, [urlField]: first.url };
      const payload = signed ? signPayload(deps, first, addressedBody) : addressedBody;
      const { contentType, text } = writeBody(form ? 'form' : first.contentType, payload);
      return readers.map((listener) => ({
        ...addressed(deps, event, listener, ordinal),
        type,
        contentType,
        body: text,
        fault: null,
      }));
    });
  });
}

function addressed({ newId }: RelayDeps, event: RecordedEvent, { accountId, id }: Listener, ordinal: number) {
  const { aggregateId, sequence } = event;
  return { accountId, id: newId(), endpointId: id, eventId: event.id, ordinal, aggregateId, sequence };
}
