/** The body of every refusal, and how the OpenAPI document names the ways in which an operation may refuse. */
import { Type } from 'typebox';
import { Named } from './shape.ts';

export const Refusal = Type.Object(
  {
    code: Type.String({ description: 'Does not change: `invalid_input`, `status_conflict`.' }),
    message: Type.String({ description: 'For people.' }),
    errors: Type.Array(
      Type.Object({
        field: Type.String({ description: 'Its path: `tasks.0.price`.' }),
        message: Type.String(),
      }),
      { description: 'Every field that is at fault; empty where it is none.' },
    ),
  },
  { $id: 'Refusal' },
);

/** What any operation may answer beside its success. */
export const refusals = { '4xx': Named(Refusal), '5xx': Named(Refusal) };

const words = {
  400: 'The body cannot be read, or it holds no list where one belongs.',
  401: 'No live bearer token came with the request; where tokens are given out: key, secret, code or session is not good.',
  403: 'The member’s role may not do this, or the member is not of the app’s platform.',
  404: 'There is no such thing, or it is another’s.',
  409: 'The status of a task does not allow it, or the task was changed since you read it.',
  413: 'The body is too large.',
  415: 'The body is no JSON.',
  422: 'A field is missing or has a value that is refused: `errors` names each.',
  429: 'Too many requests: Retry-After says how many seconds to wait.',
  500: 'Something failed on our side.',
  503: 'Try again after the seconds in Retry-After.',
} as const;

/** What an operation names itself; the others follow from whether it is guarded and what comes in. */
export type OwnRefusal = 401 | 404 | 409;

export interface Described {
  readonly mayRefuse?: readonly OwnRefusal[];
  readonly security?: readonly object[];
  readonly body?: unknown;
  readonly querystring?: unknown;
  readonly params?: unknown;
  readonly response?: unknown;
}

const done: Readonly<Record<string, string>> = { 200: 'Done.', 201: 'Made.' };

/** The schema of a route with each of its answers by its status, for the OpenAPI document. */
export function withRefusals({ mayRefuse = [], ...schema }: Described): object {
  const statuses = [
    ...mayRefuse,
    ...(schema.security === undefined ? ([401, 403] as const) : []),
    ...(schema.body === undefined ? [] : ([400, 413, 415, 422] as const)),
    ...(schema.querystring === undefined ? [] : ([422] as const)),
    ...([429, 500, 503] as const),
  ];
  const content = { 'application/json': { schema: Named(Refusal) } };
  const refused: Readonly<Record<string, object>> = Object.fromEntries(
    statuses.map((status) => [status, { description: words[status], content }]),
  );
  const answered: readonly (readonly [string, object])[] = Object.entries(
    Object(schema.response) as Readonly<Record<string, object>>,
  )
    .filter(([status]) => !/^[45]/.test(status))
    .map(([status, one]) => [status, { description: done[status] ?? '', ...one }]);
  return { ...schema, response: { ...Object.fromEntries(answered), ...refused } };
}
