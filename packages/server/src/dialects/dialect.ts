/** What every dialect is to the rest of the house: a mount point for requests and a voice for events. */
import type { FastifyPluginAsync } from 'fastify';
import type { RecordedEvent } from '../domain/event/event.ts';
import type { Around, Deps } from '../use-cases/deps.ts';
import type { PartnerCalls } from '../use-cases/partner-call/partner-calls.ts';

/** One webhook of the dialect, before it is written as JSON, XML or a form. */
export interface WebhookPayload {
  /** The dialect's own name of the webhook; endpoints subscribe by it. */
  readonly type: string;
  readonly body: Readonly<Record<string, unknown>>;
  /** The field of the body that is to hold the URL of the endpoint it goes to. */
  readonly urlField?: string;
  /** The app that it is for: endpoints of other apps do not hear of it. */
  readonly audience?: string | null;
  /** It is written as a form, whatever its endpoint reads. */
  readonly form?: true;
  /** A field `signature` in front of the others signs them with the account's key in the dialect. */
  readonly signed?: true;
}

export interface Dialect {
  /** Name of its folder, of its credentials and of its webhook endpoints. */
  readonly name: string;
  /** Where it is mounted, without a trailing slash: `/loginext`. */
  readonly prefix: string;
  /** Its routes, authentication, error answers and parsers; encapsulated by Fastify. */
  readonly plugin: (deps: Deps) => FastifyPluginAsync;
  /** Names of all its webhooks. */
  readonly webhooks: readonly string[];
  /** The webhooks that tell of an event; none when the dialect does not speak of it. Pure. */
  readonly tell: (event: RecordedEvent, around: Around) => readonly WebhookPayload[];
  /** How it speaks to systems that we call; missing where partners only call us. Pure. */
  readonly calls?: PartnerCalls;
}
