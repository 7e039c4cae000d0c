/** Serves a service's WSDL with the address under which it was asked for, and its schema beside it. */
import { escapeAttribute } from '../xml/write-element.ts';

export interface ServiceDescription {
  /** @param address the URL of the service as its callers know it, without a query */
  readonly wsdl: (address: string) => string;
  readonly xsd: string;
}

/** Of SOAP 1.1 and 1.2 bindings, whatever prefix the file gives them. */
const addressPattern = /(<[\w-]+:address\s+location=")[^"]*(")/g;

/**
 * @param wsdl a file that tools can read where it lies: it imports its schema by file name
 * @param schemaFile that name; served, the schema stands at `?xsd`
 * @throws Error when the file names no address or imports another schema
 */
export function describeService(wsdl: string, schemaFile: string, xsd: string): ServiceDescription {
  const location = `schemaLocation="${escapeAttribute(schemaFile)}"`;
  if (!wsdl.includes(location)) throw new Error(`The WSDL does not import ${schemaFile}.`);
  if (wsdl.search(addressPattern) === -1) throw new Error('The WSDL names no address.');
  return {
    xsd,
    wsdl(address) {
      const url = escapeAttribute(address);
      return wsdl
        .replaceAll(location, () => `schemaLocation="${url}?xsd"`)
        .replaceAll(addressPattern, (_all, before: string, after: string) => before + url + after);
    },
  };
}
