/** /public/orders/{number}: pay, follow, and say that it has come. */
import type { Register } from '../app.ts';

export const order: Register = () => undefined;
