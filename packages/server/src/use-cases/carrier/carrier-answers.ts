/** Reads what a carrier answers, by docs/carrier.md. What is not in the document is refused, never guessed. */
import { carrierWords, type CarrierNews, type Offer, type Waybill } from '../../domain/carrier/carrier.ts';
import { fieldsOf, readJson, Senseless, words, wordsOrNull, type Fields } from '../../lib/foreign-json.ts';

const mostOffers = 20;

/** Amounts are minor units. */
export function readOffers(text: string): readonly Omit<Offer, 'carrierCode'>[] {
  const { offers } = readObject(text);
  if (!Array.isArray(offers)) throw new Senseless('offers is no list.');
  if (offers.length > mostOffers) throw new Senseless(`it makes more than ${mostOffers} offers.`);
  return offers.map(readOffer);
}

function readOffer(value: unknown): Omit<Offer, 'carrierCode'> {
  const offer = fieldsOf(value, 'an offer');
  const times = {
    pickupFrom: instant(offer, 'pickupFrom'),
    estimatedStart: instant(offer, 'estimatedStart'),
    estimatedEnd: instant(offer, 'estimatedEnd'),
    validUntil: instant(offer, 'validUntil'),
  };
  if (times.estimatedEnd < times.estimatedStart) throw new Senseless('estimatedEnd comes before estimatedStart.');
  const amount = offer['price'];
  if (typeof amount !== 'number' || !Number.isSafeInteger(amount) || amount < 0) {
    throw new Senseless('price is no whole number of minor units.');
  }
  const currency = words(offer, 'currency', 3);
  return { code: words(offer, 'code', 100), price: { amount, currency }, ...times };
}

export function readWaybill(text: string): Omit<Waybill, 'deliveryId'> {
  const answer = readObject(text);
  const trackingUrl = wordsOrNull(answer, 'trackingUrl', 1000);
  if (trackingUrl !== null && !isWebPage(trackingUrl)) throw new Senseless('trackingUrl is no address of a page.');
  return { waybill: words(answer, 'waybill', 100), trackingUrl };
}

export function readNews(text: string): CarrierNews {
  const answer = readObject(text);
  const word = carrierWords.find((one) => one === answer['status']);
  if (word === undefined) throw new Senseless('status is no word of the document.');
  return { word, message: wordsOrNull(answer, 'message', 1000), at: instant(answer, 'at') };
}

/** Why a carrier refuses, for people; whatever it sends. */
export function readWords(text: string): string {
  try {
    const { message } = readObject(text);
    return typeof message === 'string' && message !== '' ? message.slice(0, 300) : 'it does not say why.';
  } catch (error) {
    if (!(error instanceof Senseless)) throw error;
    return 'it does not say why.';
  }
}

const readObject = (text: string) => fieldsOf(readJson(text), 'the answer');

function instant(fields: Fields, name: string): Date {
  const value = fields[name];
  const at =
    typeof value === 'string' && /^\d{4}-\d{2}-\d{2}T.*(Z|[+-]\d{2}:\d{2})$/.test(value) ? new Date(value) : null;
  if (!at || Number.isNaN(at.getTime()) || at.getUTCFullYear() < 2000 || at.getUTCFullYear() > 2200) {
    throw new Senseless(`${name} is no instant with an offset.`);
  }
  return at;
}

function isWebPage(text: string): boolean {
  return /^https?:\/\//.test(text) && URL.canParse(text);
}
