/** The insurer's operations, and what the native API has of insurance. */
import type { WordList } from './word-list.ts';

export const insuranceWords: WordList = {
  kinds: {
    tracking_number: 'tracking-number',
    trackingNumber: 'tracking-number',
    product_code: 'insurance-products',
    policy_id: 'policy-number',
    insurerId: 'insurers',
    policyId: 'policies',
    coverageId: 'coverage',
  },
  words: {
    premium_amount: ['15000', '5000'],
    item_value: ['3000000', '10000'],
    cod_amount: ['0', '1000'],
    good_quantity: ['1', '20'],
    goods_quantity: ['1'],
    numberPrefix: ['AHA', 'X1'],
    order_created_time: ['1649224800', '1649224800000', '2022-04-06T06:05:00.528Z'],
    tracking_time: ['1649224800', '2022-04-06T06:05:00.528Z'],
    cancellation_time: ['2022-04-06T06:05:00.528Z'],
  },
  ofOperation: {
    createInsurer: {
      baseUrl: ['http://127.0.0.1:9999/insurer'],
      currency: ['VND'],
      orders: ['/o'],
      tracking: ['/t'],
      cancel: ['/c'],
    },
    updateInsurer: { baseUrl: ['http://127.0.0.1:9999/insurer'], orders: ['/o'], tracking: ['/t'], cancel: ['/c'] },
    insertTrackingDetail: {
      delivery_status: ['created', 'in_process', 'in_delivery', 'success', 'fail', 'in_return', 'returned'],
    },
  },
};
