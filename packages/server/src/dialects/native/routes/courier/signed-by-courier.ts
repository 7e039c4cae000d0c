/** What the operations of the courier's app have in common. */

export const signedByCourier = { tags: ['courier’s app'], security: [{ courierToken: [] }] };
