/** GET /mpay?wsdl, POST /mpay: what MPay asks of an order, and that it was paid. */
import type { Register } from './app.ts';

export const mpay: Register = () => undefined;
