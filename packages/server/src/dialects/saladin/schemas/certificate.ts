/** Pages and papers for whoever has their link: no part of the document. */
import { Type } from 'typebox';

const document = Type.String();

export const LinkParams = Type.Object({ token: Type.String() });
export const pageAnswers = { 200: document, '4xx': document, '5xx': document };
export const paperAnswers = { 200: Type.Any(), '4xx': document, '5xx': document };
