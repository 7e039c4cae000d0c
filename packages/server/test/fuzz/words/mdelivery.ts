/** MDelivery's operations, and what the native API has of providers, carriers and public orders. */
import type { WordList } from './word-list.ts';

export const mdeliveryWords: WordList = {
  words: {
    serviceID: ['1', 's-1'],
    orderID: ['o7741072598796449999'],
    trackingID: ['0220106997753968'],
    carrierName: ['Muvi Express', 'x'],
    carrierCost: ['65'],
    carrierEstimatedDeliveryStart: ['2022-01-20T15:20:52.923Z'],
    carrierEstimatedDeliveryEnd: ['2022-01-20T15:20:52.923Z'],
  },
  ofOperation: {
    putDeliveryStatus: {
      status: ['AwaitingPayment', 'AwaytingPayment', 'Paid', 'Ready', 'Delivering', 'Delivered', 'Problem', 'paid'],
    },
  },
};
