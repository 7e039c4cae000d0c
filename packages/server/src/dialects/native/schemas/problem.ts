/** Refusals in the words of RFC 9457. */
import { Type, type Static } from 'typebox';
import { Named, Strict } from './shape.ts';

export const Problem = Strict(
  {
    type: Type.String({ description: 'Names the kind of problem; it does not change.' }),
    title: Type.String(),
    status: Type.Integer(),
    detail: Type.String({ description: 'For people.' }),
    instance: Type.String({ description: 'The id of the request. Quote it when you ask about the problem.' }),
    errors: Type.Optional(
      Type.Array(
        Strict({ path: Type.String({ description: 'The field: `packages.0.code`.' }), message: Type.String() }),
      ),
    ),
  },
  { $id: 'Problem' },
);
export type Problem = Static<typeof Problem>;

const words = {
  400: 'The request cannot be read.',
  401: 'No live API key (or token of a courier) came with the request; at a sign-in: name or password is wrong.',
  404: 'There is no such thing, or it is not yours.',
  409: 'It does not fit the present state, or it is there already.',
  412: 'It was changed since you read it.',
  413: 'The request is too large.',
  415: 'The body has another media type than the route reads.',
  422: 'A field is missing, unknown or has a value that is refused; or the idempotency key was used for another request.',
  429: 'Too many requests.',
  500: 'Something failed on our side.',
  502: 'A partner’s system does not answer, or does not make sense. Try again after the seconds in Retry-After.',
  503: 'Try again after the seconds in Retry-After.',
} as const;

/** Any operation may give these. */
const everywhere = [400, 401, 422, 429, 500, 503] as const;

/** Those that an operation names beside them. */
export type RefusalStatus = Exclude<keyof typeof words, (typeof everywhere)[number]>;

/** Responses for the OpenAPI document. */
export function toResponses(own: readonly RefusalStatus[]): Record<string, object> {
  const content = { 'application/problem+json': { schema: Named(Problem) } };
  return Object.fromEntries([...everywhere, ...own].map((status) => [status, { description: words[status], content }]));
}
