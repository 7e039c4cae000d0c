/** Identifiers: UUID v7, growing within this process also inside one millisecond. */
import { v7 } from 'uuid';

export function newId(): string {
  return v7();
}

const pattern = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** Whether the text can be asked for as an id at all; one that cannot names nothing. */
export function isUuid(text: string): boolean {
  return pattern.test(text);
}
