/** Validates elements against an XML schema of ours. */
import { XmlDocument, XmlValidateError, XsdValidator, type XmlElement } from 'libxml2-wasm';
import { schemaWords } from './schema-words.ts';
import { XmlFault } from './xml-fault.ts';

const instance = 'http://www.w3.org/2001/XMLSchema-instance';

export interface Schema {
  /** @throws XmlFault invalid: the first fault, with its line, its element and the rule */
  readonly check: (node: XmlElement) => void;
  /** Frees it; who serves with it never does. */
  readonly close: () => void;
}

/**
 * @param xsd one whole schema of ours, without imports
 * @throws Error when it is no schema
 */
export function readSchema(xsd: string): Schema {
  // the schema points into this document, so it must not be freed or collected
  const source = XmlDocument.fromString(xsd);
  const validator = compile(source);
  return {
    check(node) {
      refuseForeignSchemas(node);
      try {
        validator.validate(node);
      } catch (error) {
        if (!(error instanceof XmlValidateError)) throw error;
        const [first] = error.details;
        throw new XmlFault('invalid', schemaWords(first?.message ?? ''), first?.line ?? null);
      }
    },
    close() {
      validator.dispose();
      source.dispose();
    },
  };
}

function compile(source: XmlDocument): XsdValidator {
  try {
    return XsdValidator.fromDoc(source);
  } catch (error) {
    source.dispose();
    throw error;
  }
}

/** libxml2 would follow `xsi:schemaLocation` of the message, and keep what it finds in our schema. */
function refuseForeignSchemas(node: XmlElement): void {
  const found = node.get('descendant-or-self::*[@x:schemaLocation or @x:noNamespaceSchemaLocation]', { x: instance });
  if (found) throw new XmlFault('invalid', 'A message may not name schemas of its own.', found.line);
}
