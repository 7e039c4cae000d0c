/** What payers read, at MPay and on the sandbox's page, in the three languages of both. */
import { pageLanguages, type PageLanguage } from '../../../domain/shipping-order/shipping-order.ts';

interface PayerWords {
  /** Of the whole order; MPay takes 50 characters. */
  readonly reason: (number: string) => string;
  /** Of a line. */
  readonly order: (orderId: string) => string;
  readonly delivery: string;
  readonly title: string;
  readonly noMoney: string;
  readonly total: string;
  readonly pay: string;
  readonly back: string;
  readonly fault: string;
}

export const payerWords: Readonly<Record<PageLanguage, PayerWords>> = {
  ro: {
    reason: (number) => `Livrarea nr. ${number}`,
    order: (orderId) => `Comanda ${orderId}`,
    delivery: 'Livrarea la domiciliu',
    title: 'Plată de probă',
    noMoney: 'Aceasta este o plată de probă: nu se transferă bani.',
    total: 'Total',
    pay: 'Plătește',
    back: 'Înapoi la livrare',
    fault: 'Nu a reușit',
  },
  ru: {
    reason: (number) => `Доставка № ${number}`,
    order: (orderId) => `Заказ ${orderId}`,
    delivery: 'Доставка на дом',
    title: 'Пробный платёж',
    noMoney: 'Это пробный платёж: деньги не списываются.',
    total: 'Итого',
    pay: 'Оплатить',
    back: 'Назад к доставке',
    fault: 'Не получилось',
  },
  en: {
    reason: (number) => `Delivery no. ${number}`,
    order: (orderId) => `Order ${orderId}`,
    delivery: 'Home delivery',
    title: 'Trial payment',
    noMoney: 'This is a trial payment: no money is moved.',
    total: 'Total',
    pay: 'Pay',
    back: 'Back to the delivery',
    fault: 'This did not work',
  },
};

/** MPay writes RO; Romanian for whatever it does not have. */
export function toLanguage(text: string | null): PageLanguage {
  return pageLanguages.find((one) => one === text?.toLowerCase()) ?? 'ro';
}
