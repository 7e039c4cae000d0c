/** What is asked for tokens and answered with them. The standard's names of the fields are taken beside GotSurge's. */
import { Type, type Static } from 'typebox';

const text = (description: string, maxLength = 500) => Type.String({ minLength: 1, maxLength, description });
const maybe = (description: string, maxLength?: number) => Type.Optional(text(description, maxLength));

const clientKey = maybe('The app’s key.', 255);
const clientId = maybe('Another name of client_key.', 255);

/** Two names mean one thing: which of them came is found out in `choose-field.ts`. */
export const Authorize = Type.Object({
  client_key: clientKey,
  client_id: clientId,
  redirect_url: maybe('Where the browser goes afterwards: one of the app’s registered addresses.', 2048),
  redirect_uri: maybe('Another name of redirect_url.', 2048),
  state: Type.Optional(Type.String({ maxLength: 2048, description: 'Comes back as it is.' })),
});
export type Authorize = Static<typeof Authorize>;

export const CodeExchange = Type.Object({
  client_key: clientKey,
  client_id: clientId,
  secret_key: maybe('The app’s secret.'),
  client_secret: maybe('Another name of secret_key.'),
  code: text('What came back with the browser; it works once, for a minute.'),
});
export type CodeExchange = Static<typeof CodeExchange>;

export const CodeExchanged = Type.Object({
  bearer_token: Type.String({ description: 'Good for 30 days.' }),
  refresh_token: Type.String({ description: 'Good for a year; it stays the same.' }),
  server_time: Type.String({ format: 'date-time' }),
});
export type CodeExchanged = Static<typeof CodeExchanged>;

export const Refresh = Type.Object({
  client_key: clientKey,
  client_id: clientId,
  refresh_token: text('From the exchange of the code.'),
});
export type Refresh = Static<typeof Refresh>;

export const Refreshed = Type.Object({ bearer_token: Type.String({ description: 'Good for 30 days.' }) });
export type Refreshed = Static<typeof Refreshed>;
