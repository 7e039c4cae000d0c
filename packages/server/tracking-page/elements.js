// Elements of the page: made, and found.

/**
 * Text only ever goes in as text, so that no name can become markup.
 *
 * @template {keyof HTMLElementTagNameMap} Name
 * @param {Name} name
 * @param {{ text?: string, className?: string }} properties
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
 * @param {string} selector of what the page is known to have
 * @returns {HTMLElement}
 */
export function part(selector) {
  const found = document.querySelector(selector);
  if (!(found instanceof HTMLElement)) throw new Error(`The page has no ${selector}`);
  return found;
}

/**
 * Changes a text only when it is another one: a reader of the screen would say it again.
 *
 * @param {HTMLElement} where
 * @param {string} text
 */
export function say(where, text) {
  if (where.textContent !== text) where.textContent = text;
  where.hidden = text === '';
}
