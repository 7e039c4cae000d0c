/** A receiver with a browser without scripts, on the hub's pages. */
import assert from 'node:assert/strict';
import { en } from '../../src/dialects/mdelivery/words/en.ts';
import { FormBrowser, formsOf, type Seen } from '../form-browser.ts';
import { again } from './patience.ts';
import type { Sale } from './seller.ts';

export interface Person {
  /** From the provider's link to a placed order. @returns its number, which the payer knows it by */
  readonly order: (sale: Sale, carrier: string) => Promise<string>;
  readonly confirmReceipt: (number: string) => Promise<void>;
}

const typed = { city: 'Chișinău', street: 'Strada Alba Iulia 5', apartment: '12', postalCode: 'MD-2051', phone: '060123456' }; // prettier-ignore

export function openPerson(hub: string, service: string): Person {
  const browser = new FormBrowser(hub, '198.51.100.7');
  /** A page that says that the provider is silent, or a hub that is away, is loaded again. */
  const patiently = (what: string, act: () => Promise<Seen>) =>
    again(what, async () => {
      const seen = await act();
      if (seen.status >= 500) throw new Error(seen.text);
      return seen;
    });
  const press = (page: Seen, button: string, fields = {}) =>
    patiently(button, () => browser.press(page, button, fields));
  return {
    async order({ orderId }, carrier) {
      const query = new URLSearchParams({ orderId, serviceId: service, lang: 'en' });
      await patiently('the link', () => browser.follow(`${hub}/mdelivery/public/shipping?${query.toString()}`));
      const address = await patiently('address', () => browser.follow(`${hub}/mdelivery/public/shipping/address`));
      let offers = await press(address, en.goOn, typed);
      // a carrier that did not answer in time makes no offer; a receiver looks again
      await again(`an offer of ${carrier}`, async () => {
        if (offers.text.includes(carrier)) return;
        offers = await browser.follow(`${hub}/mdelivery/public/shipping/offer`);
        throw new Error(offers.text);
      });
      const [, offer = assert.fail(offers.text)] = new RegExp(`value="([^"]*)"[^>]*>\\s*<strong>${carrier}<`).exec(offers.text) ?? []; // prettier-ignore
      const last = await press(offers, en.goOn, { offer });
      const placed = await press(last, en.confirm.buttonPay);
      const toPay = formsOf(placed.text).find(({ fields }) => fields['OrderKey'] !== undefined);
      return toPay?.fields['OrderKey'] ?? assert.fail(`${placed.url} ${placed.text}`);
    },
    async confirmReceipt(number) {
      const page = await patiently(number, () => browser.follow(`${hub}/mdelivery/public/orders/${number}`));
      await press(page, en.follow.received);
    },
  };
}
