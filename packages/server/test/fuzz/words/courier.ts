/** The courier's app. */
import type { WordList } from './word-list.ts';

export const courierWords: WordList = {
  kinds: { offerId: 'offers', deliveryId: 'courier-deliveries', stopId: 'courier-stops' },
  ofOperation: { signInCourier: { userName: ['asha', 'nobody'], password: ['correct horse', 'x'] } },
};
