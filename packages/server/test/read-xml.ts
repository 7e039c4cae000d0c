/** Reads the XML of our webhooks back, by other means than it was written: elements and text, no attributes. */

const entities: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', '#13': '\r' };
const plain = (text: string) => text.replace(/&([^;]+);/g, (all, name: string) => entities[name] ?? all);

/**
 * The texts of all elements that hold no others, in their order, each under the names of those around it: the root's
 * first. @throws Error for what is not well-formed
 */
export function readXml(xml: string): readonly (readonly [path: string, text: string])[] {
  const found: [path: string, text: string][] = [];
  const open: string[] = [];
  let isLeaf = false;
  let text = '';
  const body = xml.replace(/^<\?xml[^>]*\?>\s*/, '');
  for (const [, closing, name = '', empty, between = ''] of body.matchAll(/<(\/?)([\w.-]+)(\/?)>([^<]*)/g)) {
    if (closing) {
      if (isLeaf) found.push([open.join('.'), plain(text)]);
      if (open.pop() !== name) throw new Error(`${name} is closed where it is not open.`);
      isLeaf = false;
    } else if (empty) {
      found.push([[...open, name].join('.'), '']);
      isLeaf = false;
    } else {
      open.push(name);
      isLeaf = true;
    }
    text = between;
  }
  if (open.length > 0) throw new Error(`${open.join('.')} is not closed.`);
  return found;
}
