/** What the native API has of carriers and shipping orders. */
import type { WordList } from './word-list.ts';

export const shippingWords: WordList = {
  kinds: { carrierId: 'carriers' },
  words: {
    // nobody listens there, and it is known at once
    baseUrl: ['http://127.0.0.1:9999/carrier'],
    offerCode: ['standard'],
    areas: ['Chișinău', 'C'],
  },
  ofOperation: {
    listShippingOrders: { status: ['awaiting_payment', 'paid', 'cancelled', 'Paid'] },
  },
};
