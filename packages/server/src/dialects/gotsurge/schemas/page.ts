/** Answers of a page for people: HTML, whatever happens. */
import { Type } from 'typebox';

const Page = Type.String();
const faults = { '4xx': Page, '5xx': Page };

export const pageAnswers = { 200: Page, ...faults };
export const pageRedirects = { 303: Type.Null(), ...faults };
