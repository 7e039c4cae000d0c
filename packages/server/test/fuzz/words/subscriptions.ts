/** SUBPLACE's operations, and what the native API has of subscriptions. */
import type { WordList } from './word-list.ts';

export const subscriptionWords: WordList = {
  kinds: {
    storeId: 'stores',
    planId: 'subscription-plans',
    variationId: 'variations',
    subscriberId: 'subscribers',
    reference_no: 'reference',
  },
  words: {
    page_size: ['1', '30', '100', '500'],
    current_page: ['1', '2', '999999999'],
    search_text: ['a', 'SO-', 'Leong', 'DO-MR1907-6487-1', 'đơn', '%', '\\'],
    fulfillment_type: ['delivery', 'Redemption', ' DELIVERY '],
    delivery_status: ['["Pending","Completed"]', 'Pending', 'redeemed', '[]', '[["Pending"]]', '[null]'],
    created_date_from: ['2022-01-01', '9-3-2022', '9-3-2022, 9:46 PM', '29-2-2024, 12:00 AM', '2021-02-29'],
    created_date_to: ['2036-01-01', '31-12-2036', '31-12-2036, 12:00 PM', '1-1-1990'],
    bill_status: ['Overdue', 'Unpaid', '["paid","void"]'],
    bill_type: ['Bill'],
    deliveryMode: ['one_time', 'every_cycle'],
    cycle: ['upfront', 'monthly', 'weekly'],
    sku: ['2X-PRO'],
    code: ['7K3D-9XMQ-4TRA'],
    references: ['PO-1'],
  },
  ofOperation: {
    listSubscriptionOrders: { state: ['placed', 'paid', 'approved', 'Paid'], number: ['SO-1', 'SO-2'] },
  },
};
