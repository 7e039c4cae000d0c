// Reads what stands behind # in the address: it never leaves the browser in a URL.

/**
 * `#/order?ordno=…&aid=…&key=…` of an order, `#/order?tripname=…&aid=…&key=…` of a trip.
 *
 * @param {string} fragment
 * @returns {import('./types.ts').Sought | null} null when something is missing
 */
export function readAddress(fragment) {
  const values = new Map(
    fragment
      .slice(fragment.indexOf('?') + 1)
      .split('&')
      .map((pair) => {
        const [name = '', ...rest] = pair.split('=');
        return [name.toLowerCase(), decoded(rest.join('=')).trim()];
      }),
  );
  const order = values.get('ordno') ?? '';
  const trip = values.get('tripname') ?? '';
  const token = (values.get('aid') ?? '').replace(/^BASIC\s+/i, '');
  const key = values.get('key') ?? '';
  if (token === '' || key === '' || (order === '') === (trip === '')) return null;
  return order === '' ? { kind: 'trip', name: trip, token, key } : { kind: 'order', name: order, token, key };
}

/**
 * Whoever joined the address by hand did not encode it: a plus stays a plus, a percent sign that encodes nothing stays.
 *
 * @param {string} text
 */
function decoded(text) {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
