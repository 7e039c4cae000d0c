/** What comes to the receiver's pages, and what goes out: HTML, whatever happens. */
import { Type } from 'typebox';

const Page = Type.String();
const faults = { '4xx': Page, '5xx': Page };

/** A page, or the way to another. */
export const pageAnswers = { 200: Page, 303: Type.Null(), ...faults };

export const consumes = ['application/x-www-form-urlencoded'];

const lang = Type.Optional(Type.String({ maxLength: 35 }));
const url = Type.Optional(Type.String());

/** Of a step: everything else is in the session. */
export const StepQuery = Type.Object({ lang, changed: Type.Optional(Type.String({ maxLength: 1 })) });

/** As later versions of the document have the redirect; `mpass` asks for a sign-in that we do not have, and is ignored. */
export const LinkQuery = Type.Object({
  orderId: Type.Optional(Type.String({ maxLength: 100 })),
  serviceId: Type.Optional(Type.String({ maxLength: 100 })),
  lang,
  // the public text spells it so; who corrects it is understood, too
  returUrl: url,
  returnUrl: url,
  mpass: Type.Optional(Type.String({ maxLength: 10 })),
});

export const NumberParams = Type.Object({ number: Type.String({ minLength: 1, maxLength: 40 }) });
