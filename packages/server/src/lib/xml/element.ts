/** An element as plain data, which outlives the document that it came from. */
import { XmlCData, XmlElement, XmlText } from 'libxml2-wasm';

const instance = 'http://www.w3.org/2001/XMLSchema-instance';

export interface Attribute {
  /** Empty for none. */
  readonly namespace: string;
  readonly name: string;
  readonly value: string;
}

export interface Element {
  /** Empty for none. */
  readonly namespace: string;
  readonly name: string;
  /** Without namespace declarations. */
  readonly attributes: readonly Attribute[];
  readonly elements: readonly Element[];
  /**
   * All character data that stands directly in the element, as one: a comment in the middle neither ends it nor hides
   * a part, so what is read is what canonicalisation signs.
   */
  readonly text: string;
}

export function copyElement(node: XmlElement): Element {
  const elements: Element[] = [];
  let text = '';
  for (let child = node.firstChild; child; child = child.next) {
    if (child instanceof XmlElement) elements.push(copyElement(child));
    else if (child instanceof XmlText || child instanceof XmlCData) text += child.content;
  }
  return {
    namespace: node.namespaceUri,
    name: node.name,
    attributes: node.attrs.map(({ namespaceUri, name, value }) => ({ namespace: namespaceUri, name, value })),
    elements,
    text,
  };
}

export const isNamed = (node: Pick<Element, 'namespace' | 'name'>, namespace: string, name: string): boolean =>
  node.name === name && node.namespace === namespace;

/** The children of that name in the parent's own namespace. */
export const childrenOf = (parent: Element, name: string): readonly Element[] =>
  parent.elements.filter((child) => isNamed(child, parent.namespace, name));

/** The first child of that name in the parent's own namespace; a schema has said that there is no second. */
export const childOf = (parent: Element, name: string): Element | null => childrenOf(parent, name)[0] ?? null;

/** The text of a child; null when it is not there or says `xsi:nil`. */
export function textOf(parent: Element, name: string): string | null {
  const child = childOf(parent, name);
  return child === null || isNil(child) ? null : child.text;
}

/** @param namespace empty for none */
export const attributeOf = (element: Element, namespace: string, name: string): string | null =>
  element.attributes.find((one) => isNamed(one, namespace, name))?.value ?? null;

/** XML Schema part 1, section 2.6.2. */
const isNil = (element: Element): boolean => /^(true|1)$/.test(attributeOf(element, instance, 'nil') ?? '');
