/** Reads what a carrier answers, by docs/carrier.md. What is not in the document is refused, never guessed. */
import { carrierWords, type CarrierNews, type Offer, type Waybill } from '../../domain/carrier/carrier.ts';

/** Not an answer of the document; its words say which field, and repeat nothing. */
export class Senseless extends Error {
  override readonly name = 'Senseless';
}

type Fields = Readonly<Record<string, unknown>>;

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
  const trackingUrl = optional(answer, 'trackingUrl', 1000);
  if (trackingUrl !== null && !isWebPage(trackingUrl)) throw new Senseless('trackingUrl is no address of a page.');
  return { waybill: words(answer, 'waybill', 100), trackingUrl };
}

export function readNews(text: string): CarrierNews {
  const answer = readObject(text);
  const word = carrierWords.find((one) => one === answer['status']);
  if (word === undefined) throw new Senseless('status is no word of the document.');
  return { word, message: optional(answer, 'message', 1000), at: instant(answer, 'at') };
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

function readObject(text: string): Fields {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new Senseless('the answer is no JSON.');
  }
  return fieldsOf(value, 'the answer');
}

function fieldsOf(value: unknown, what: string): Fields {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw new Senseless(`${what} is no object.`);
  return value as Fields; // an object by the line above
}

/** The database keeps no NUL, and half a surrogate pair is no text. */
const isText = (text: string) => !text.includes('\u0000') && text.isWellFormed();

function words(fields: Fields, name: string, most: number): string {
  const value = fields[name];
  if (typeof value !== 'string' || value === '' || value.length > most || !isText(value)) {
    throw new Senseless(`${name} is no text of 1 to ${most} characters.`);
  }
  return value;
}

function optional(fields: Fields, name: string, most: number): string | null {
  const value = fields[name];
  return value === undefined || value === null || value === '' ? null : words(fields, name, most);
}

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
