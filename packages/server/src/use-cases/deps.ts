/** What use-cases need from the outside world. Made once in main.ts and passed down as one plain argument. */
import type { Logger } from 'pino';
import type { Exchange } from '../lib/egress/exchange.ts';
import type { FileStore } from '../lib/file-store/file-store.ts';
import type { Gazetteer } from '../lib/geocoder/gazetteer.ts';
import type { GeocodeServer } from '../lib/geocoder/geocode-server.ts';
import type { Mailer } from '../lib/mail/mailer.ts';
import type { Passwords } from '../lib/passwords.ts';
import type { RouterServer } from '../lib/router/router-server.ts';
import type { SecretBox } from '../lib/secret-box.ts';
import type { ClientCertificates } from '../lib/tls-settings.ts';
import type { Database } from '../store/database.ts';
import type { RecordedEvent } from '../domain/event/event.ts';
import type { SignIns } from './account/authenticate.ts';
import type { Follower } from './follow/follower.ts';
import type { ListMemory } from './listing/list-memory.ts';
import type { AuthorizationServer } from './oauth/authorization-server.ts';
import type { PartnerCalls } from './partner-call/partner-calls.ts';
import type { Mpay } from './payment/mpay.ts';
import type { PositionGatherer } from './tracking/position-gatherer.ts';

export interface Deps {
  /** By account: a verb asks for the rows of its caller's. */
  readonly db: Database;
  /** The wall clock; a test sets it. */
  readonly now: () => Date;
  /** A new UUID v7, growing within this process. */
  readonly newId: () => string;
  readonly log: Logger;
  readonly files: FileStore;
  readonly passwords: Passwords;
  readonly secrets: SecretBox;
  readonly positions: PositionGatherer;
  readonly signIns: SignIns;
  readonly gazetteer: Gazetteer;
  /** The operator's Nominatim or Photon; null: the gazetteer answers alone. */
  readonly geocodeServer: GeocodeServer | null;
  /** Where partners and browsers reach us, without a slash at the end. Known once the server listens. */
  readonly publicUrl: () => string;
  readonly authorizationServer: AuthorizationServer;
  /** The operator's OSRM or Valhalla; null: distances are estimated. */
  readonly router: RouterServer | null;
  /** Null: no mail can be sent. */
  readonly mailer: Mailer | null;
  readonly settings: Settings;
  /** The webhooks each dialect sends, by dialect name: use-cases know the words only as text. */
  readonly voices: ReadonlyMap<string, Voice>;
  /** How each dialect that calls partners writes and reads, by dialect name. */
  readonly partners: ReadonlyMap<string, PartnerCalls>;
  /** Asks partners' systems. Never inside a transaction. */
  readonly exchange: Exchange;
  /** Scheme, host and port by which this process reaches itself; null where it serves no API, and before it listens. */
  readonly ownOrigin: () => string | null;
  /** What works on after events, in the house. */
  readonly followers: readonly Follower[];
  /** Proxies that may say which certificate a client has shown. */
  readonly clientCertificates: ClientCertificates;
  readonly mpay: Mpay;
  /** Long lists that partners search. */
  readonly lists: ListMemory;
}

/** How a dialect tells of events; the dialect registry fills it in. */
export interface Voice {
  readonly webhooks: readonly string[];
  readonly tell: (
    event: RecordedEvent,
    around: Around,
  ) => readonly {
    readonly type: string;
    readonly body: Readonly<Record<string, unknown>>;
    /** The field of the body that holds the URL of the endpoint it goes to. */
    readonly urlField?: string;
    /** The app that it is for: endpoints of other apps do not hear of it. */
    readonly audience?: string | null;
    /** It is written as a form, whatever its endpoint reads. */
    readonly form?: true;
    /** A field `signature` in front of the others signs them with the account's key in the dialect. */
    readonly signed?: true;
  }[];
}

/** What a dialect needs beside the event, to tell of it. */
export interface Around {
  /** Without a slash at the end. */
  readonly publicUrl: string;
}

export interface Settings {
  /** The sandbox is there, with the page that tries it out. */
  readonly sandbox: boolean;
  /** Opens loopback and private addresses for partners' URLs: development only. */
  readonly privateUrls: boolean;
  /** Seconds to wait after each failed try of a webhook. */
  readonly webhookRetrySeconds: readonly number[];
  readonly webhookTimeoutMs: number;
  /** An endpoint that failed for this long is switched off. */
  readonly webhookDisableAfterSeconds: number;
  /** Between two questions to a provider what has changed; after a failure twice as long each time. */
  readonly providerPollSeconds: number;
  /** Where partners find the insurer's operations beside the paths of our own choice, below its prefix; null: there alone. */
  readonly insurancePaths: Readonly<Record<'orders' | 'tracking' | 'cancel', string>> | null;
}
