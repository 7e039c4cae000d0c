/**
 * Goes once over the marks of a document before a parser sees it, counts, and refuses what we never take. In a document
 * that is well-formed each `<` outside comments and CDATA sections opens a mark, so nothing can hide; what is not
 * well-formed is refused by the parser afterwards.
 */
import { XmlFault } from './xml-fault.ts';
import type { XmlLimits } from './limits.ts';

interface Scan {
  readonly text: string;
  readonly limits: XmlLimits;
  depth: number;
  nodes: number;
  attributes: number;
}

/** @throws XmlFault doctype, instruction, limit, or malformed where a mark has no end */
export function scanXml(text: string, limits: XmlLimits): void {
  const scan: Scan = { text, limits, depth: 0, nodes: 0, attributes: 0 };
  for (let at = text.indexOf('<'); at !== -1; at = text.indexOf('<', at)) at = skipMark(scan, at);
}

/** @returns where the mark that opens at `at` is over */
function skipMark(scan: Scan, at: number): number {
  const { text } = scan;
  if (text[at + 1] === '/') {
    scan.depth--;
    return endOf(text, '>', at);
  }
  if (text[at + 1] === '?') return skipDeclaration(text, at);
  if (text[at + 1] !== '!') return skipStartTag(scan, at);
  count(scan);
  if (text.startsWith('<!--', at)) return endOf(text, '-->', at + 4);
  if (text.startsWith('<![CDATA[', at)) return endOf(text, ']]>', at + 9);
  throw new XmlFault('doctype', 'Document type declarations and entities are not taken.', lineOf(text, at));
}

/** SOAP 1.1 section 3 and SOAP 1.2 part 1 section 5 forbid processing instructions; ours have no use for them anywhere. */
function skipDeclaration(text: string, at: number): number {
  if (at === 0 && /^<\?xml\s/.test(text)) return endOf(text, '?>', at);
  throw new XmlFault('instruction', 'Processing instructions are not taken.', lineOf(text, at));
}

function skipStartTag(scan: Scan, at: number): number {
  const { text, limits } = scan;
  count(scan);
  if (++scan.depth > limits.depth) throw tooMuch(`elements are nested deeper than ${limits.depth}`);
  const stop = /["'>]/g;
  stop.lastIndex = at;
  for (let own = 1; ; own++) {
    const mark = stop.exec(text);
    if (!mark) throw unfinished(text, at);
    if (mark[0] === '>') {
      if (text[mark.index - 1] === '/') scan.depth--;
      return mark.index + 1;
    }
    const end = endOf(text, mark[0], mark.index + 1);
    if (end - mark.index - 2 > limits.attributeLength)
      throw tooMuch(`an attribute has more than ${limits.attributeLength} characters`);
    if (own > limits.attributesOfOne) throw tooMuch(`an element has more than ${limits.attributesOfOne} attributes`);
    if (++scan.attributes > limits.attributes) throw tooMuch(`it has more than ${limits.attributes} attributes`);
    stop.lastIndex = end;
  }
}

function count(scan: Scan): void {
  if (++scan.nodes > scan.limits.nodes) throw tooMuch(`it has more than ${scan.limits.nodes} elements and comments`);
}

function endOf(text: string, mark: string, from: number): number {
  const end = text.indexOf(mark, from);
  if (end === -1) throw unfinished(text, from);
  return end + mark.length;
}

const tooMuch = (what: string) => new XmlFault('limit', `The document is too large: ${what}.`);

const unfinished = (text: string, at: number) =>
  new XmlFault('malformed', 'The document is not well-formed XML.', lineOf(text, at));

function lineOf(text: string, at: number): number {
  let line = 1;
  for (let end = text.indexOf('\n'); end !== -1 && end < at; end = text.indexOf('\n', end + 1)) line++;
  return line;
}
