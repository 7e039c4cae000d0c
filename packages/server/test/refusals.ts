/** What an answer means in HTTP's own terms, where a dialect says it inside a 200. */

export interface Answered {
  readonly status: number;
  readonly body: string;
}

/** By SUBPLACE's `status.code`. */
const meanings: Readonly<Record<number, number>> = { 1: 200, 0: 409, [-1]: 401, [-2]: 422, [-3]: 404, [-4]: 401 };

export function statusOf(dialect: string, { status, body }: Answered): number {
  if (dialect !== 'subplace' || status !== 200) return status;
  const { status: said } = JSON.parse(body) as { readonly status?: { readonly code?: number } };
  // the OpenAPI document has no status
  return said?.code === undefined ? status : (meanings[said.code] ?? 500);
}
