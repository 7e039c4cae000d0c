/** What the native API has of providers, carriers and shipping orders. */
import type { WordList } from './word-list.ts';

export const shippingWords: WordList = {
  kinds: { carrierId: 'carriers', providerId: 'providers' },
  words: {
    // nobody listens there, and it is known at once
    baseUrl: ['http://127.0.0.1:9999/carrier'],
    returnOrigins: ['https://agency.example', 'https://agency.example/'],
    offerCode: ['standard'],
    areas: ['Chișinău', 'C'],
  },
  ofOperation: {
    listShippingOrders: { status: ['awaiting_payment', 'paid', 'cancelled', 'Paid'] },
  },
};
