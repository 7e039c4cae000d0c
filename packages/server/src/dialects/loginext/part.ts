/**
 * Lists of Haul, for which the document knows no pages: a client that asks for none gets as many as one answer should
 * hold. Later documents page other lists like this.
 */
import { Type, type Static } from 'typebox';
import type { Part } from '../../use-cases/fleet/fleet-status.ts';

const most = 1000;

export const PartQuery = Type.Object({
  page_no: Type.Optional(Type.String({ pattern: '^[1-9][0-9]{0,3}$', description: 'from 1' })),
  page_size: Type.Optional(Type.String({ pattern: '^[1-9][0-9]{0,3}$', description: `at most ${most}` })),
});
export type PartQuery = Static<typeof PartQuery>;

export function partOf({ page_no: page = '1', page_size: size = String(most) }: PartQuery): Part {
  const limit = Math.min(Number(size), most);
  return { limit, offset: (Number(page) - 1) * limit };
}
