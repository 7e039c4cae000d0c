/** Parts of a request that many routes share: path, query and headers. */
import { Type } from 'typebox';
import { Strict } from './shape.ts';

/** Any text: what is no UUID names nothing, and that is a 404 and not a fault in the request. */
export const IdParams = Strict({ id: Type.String({ description: 'A UUID.' }) });
export const NoParams = Strict({});
export const NoQuery = Strict({});
export const NoBody = Strict({});
/** What a 204 carries. */
export const Nothing = Type.Null({ description: 'Done.' });

export const WriteHeaders = Type.Object({
  'idempotency-key': Type.Optional(
    Type.String({
      description:
        'Of your choice, at most 255 printable characters, bare or quoted. The same request with the same key has ' +
        'one effect and gets the same answer for 24 hours.',
    }),
  ),
});

export const ChangeHeaders = Type.Object({
  ...WriteHeaders.properties,
  'if-match': Type.Optional(Type.String({ description: 'The version that you saw, quoted: `"3"`.' })),
});
