/** Names that come from outside and become a part of a provider's path. */

/** Two words lead elsewhere in a path however they are escaped; the database keeps a hundred characters and no NUL. */
export function isPathSegment(text: string): boolean {
  return text.length >= 1 && text.length <= 100 && text !== '.' && text !== '..' && text.isWellFormed() && !/\p{Cc}/u.test(text);
} // prettier-ignore
