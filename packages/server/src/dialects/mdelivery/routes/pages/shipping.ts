/** /public/shipping: the way of a receiver from the link of the provider to a confirmed order. */
import type { Register } from '../app.ts';

export const shipping: Register = () => undefined;
