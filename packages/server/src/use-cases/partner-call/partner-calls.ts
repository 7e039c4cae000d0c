/** Calls to partners' systems that go out until they are answered: what a dialect, a connector and the queue are to each other. */
import type { Transaction } from 'kysely';
import type { DB } from '../../store/schema.ts';
import type { Deps } from '../deps.ts';

/** A call as it goes over the wire; the connector knows where to. */
export interface WrittenCall {
  readonly method: 'GET' | 'POST' | 'PUT';
  /** Behind the partner's base URL, with a slash. */
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | null;
}

/** What an answer means. `words` are for people, and show nothing personal. */
export type ReadAnswer =
  | { readonly outcome: 'done'; readonly answer: unknown }
  | { readonly outcome: 'refused' | 'retry'; readonly words: string };

/** How a dialect speaks to the systems that we call. Pure: use-cases know its words only as text. */
export interface PartnerCalls {
  /** Where we answer such calls ourselves, behind our own origin; null: nowhere. */
  readonly ownPath: string | null;
  /** @param content in the core's words, as it was put on the queue. */
  readonly write: (operation: string, content: unknown, secrets: CallSecrets) => WrittenCall;
  readonly read: (operation: string, answer: { readonly status: number; readonly text: string }) => ReadAnswer;
}

export interface CallSecrets {
  /** Null: something else says who we are, such as the client certificate. */
  readonly bearer: string | null;
  /** What bodies are signed with, in dialects whose bodies are. */
  readonly signing?: string;
}

/** What is put on the queue. Content is JSON in the core's words; it is written for the wire at each try. */
export interface NewPartnerCall {
  readonly accountId: string;
  /** One of `connectors.ts`. */
  readonly connector: string;
  readonly partnerId: string;
  /** Calls of one aggregate by one connector go out in the order of `sequence`. */
  readonly aggregateId: string;
  readonly sequence: number;
  readonly operation: string;
  readonly content: Readonly<Record<string, unknown>>;
  /** Not before; without it at once. */
  readonly dueAt?: Date;
}

/** One that this process has leased. */
export interface ClaimedCall extends Omit<NewPartnerCall, 'dueAt' | 'content'> {
  readonly id: string;
  readonly content: unknown;
  /** This one with it. */
  readonly attempt: number;
}

/** `after`: seconds the partner wants us to wait, where it said so. */
export type CallOutcome =
  | { readonly outcome: 'done'; readonly status: number | null; readonly answer: unknown }
  /** Answered, and to be asked once more after so many seconds: a question that is put until there is nothing left to hear. */
  | { readonly outcome: 'again'; readonly status: number | null; readonly answer: unknown; readonly after: number }
  | { readonly outcome: 'refused'; readonly status: number | null; readonly words: string }
  | {
      readonly outcome: 'retry';
      readonly status: number | null;
      readonly words: string;
      readonly after: number | null;
    };

/** What one kind of call does: `run` talks, with no transaction open; `apply` writes what follows, in the one that settles. */
export interface Connector {
  readonly run: (deps: Deps, call: ClaimedCall) => Promise<CallOutcome>;
  readonly apply: (deps: Deps, tx: Transaction<DB>, call: ClaimedCall, outcome: CallOutcome) => Promise<void>;
}
