/** Lists by page numbers: how one is asked for, and what stands over it. */
import { Type, type Static } from 'typebox';

/** The document's own; it names no most. */
export const defaultPerPage = 200;
export const mostPerPage = 1000;

export const PageQuery = Type.Object({
  page: Type.Optional(Type.Integer({ minimum: 1, maximum: Number.MAX_SAFE_INTEGER, default: 1 })),
  per_page: Type.Optional(Type.Integer({ minimum: 1, maximum: mostPerPage, default: defaultPerPage })),
});
export type PageQuery = Static<typeof PageQuery>;

export const Meta = Type.Object({
  page: Type.Integer(),
  per_page: Type.Integer(),
  total: Type.Integer({ description: 'On all pages together.' }),
});
export type Meta = Static<typeof Meta>;
