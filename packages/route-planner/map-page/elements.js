// Elements of the page: made, and found.

/**
 * Text only ever goes in as text, so that no name can become markup.
 *
 * @template {keyof HTMLElementTagNameMap} Name
 * @param {Name} name
 * @param {{ text?: string, className?: string, title?: string, type?: 'button' }} properties
 * @param {readonly Node[]} children
 * @returns {HTMLElementTagNameMap[Name]}
 */
export function element(name, { text, ...properties } = {}, children = []) {
  const made = Object.assign(document.createElement(name), properties);
  if (text !== undefined) made.textContent = text;
  made.append(...children);
  return made;
}

/**
 * The first that fits, which the page is known to have.
 *
 * @template {Element} Kind
 * @param {string} selector
 * @param {new () => Kind} kind
 * @param {ParentNode} within
 * @returns {Kind}
 */
export function part(selector, kind, within = document) {
  const found = within.querySelector(selector);
  if (!(found instanceof kind)) throw new Error(`The page has no ${selector}`);
  return found;
}
