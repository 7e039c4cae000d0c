/** Finds elements in a parsed document by where they stand, never by name alone. */
import { XmlCData, XmlElement, XmlText } from 'libxml2-wasm';

export function childElements(node: XmlElement): readonly XmlElement[] {
  const found: XmlElement[] = [];
  for (let child = node.firstChild; child; child = child.next) if (child instanceof XmlElement) found.push(child);
  return found;
}

export const isElement = (node: XmlElement, namespace: string, name: string): boolean =>
  node.name === name && node.namespaceUri === namespace;

export const childrenNamed = (node: XmlElement, namespace: string, name: string): readonly XmlElement[] =>
  childElements(node).filter((child) => isElement(child, namespace, name));

/** Null unless there is exactly one. */
export function onlyChild(node: XmlElement, namespace: string, name: string): XmlElement | null {
  const [first = null, second] = childrenNamed(node, namespace, name);
  return second ? null : first;
}

/** Whether something other than white space stands between the elements. */
export function holdsText(node: XmlElement): boolean {
  for (let child = node.firstChild; child; child = child.next)
    if ((child instanceof XmlText || child instanceof XmlCData) && /[^ \t\r\n]/.test(child.content)) return true;
  return false;
}
