/** Reads the answer of "GET order details" into the core's words. */
import { toMinor } from '../../../domain/money.ts';
import { providerCurrency } from '../../../domain/provider/provider.ts';
import {
  receiverTypes,
  type OrderDetails,
  type Product,
  type ProductHolder,
  type Receiver,
} from '../../../domain/public-order/public-order.ts';
import { fieldsOf, readJson, Senseless, within, words, wordsOrNull, type Fields } from '../../../lib/foreign-json.ts';
import { readInstant } from './read-instant.ts';
import { readStatus } from './read-status.ts';

const mostProducts = 200;
const mostPieces = 1_000_000;
/** A kilometre, a thousand tonnes. */
const mostCm = 100_000;
const mostKg = 1_000_000;
/** Of all pieces together, in minor units: what comes to it can still be added exactly. */
const mostPrice = 10 ** 12;

/** @throws Senseless */
export function readDetails(text: string): OrderDetails {
  const answer = fieldsOf(readJson(text), 'the answer');
  const status = readStatus(words(answer, 'status', 100));
  if (status === null) throw new Senseless('status is no word of the document.');
  const receiver = fieldsOf(answer['receiver'], 'receiver');
  return {
    orderId: words(answer, 'id', 100),
    isPaid: readTruth(answer, 'isPaid'),
    status,
    message: wordsOrNull(answer, 'message', 1000),
    receiver: within('receiver', () => readReceiver(receiver)),
    pickupPointCode: wordsOrNull(answer, 'pickupPointCode', 100),
    submittedAt: readInstant(answer, 'orderSubmittedAt', 0),
    acceptedUntil: readInstant(answer, 'deliveryAcceptedUntil', 1440),
    readyAt: readInstant(answer, 'estimatedReadyAt', 0),
    products: readProducts(answer['products']),
  };
}

function readReceiver(fields: Fields): Receiver {
  const type = receiverTypes.find((one) => one === fields['type']);
  if (type === undefined) throw new Senseless('type is no word of the document.');
  return {
    type,
    id: words(fields, 'id', 40),
    name: wordsOrNull(fields, 'name', 255),
    firstName: wordsOrNull(fields, 'firstName', 255),
    email: wordsOrNull(fields, 'email', 255),
    phone: wordsOrNull(fields, 'phone', 40),
  };
}

function readProducts(value: unknown): readonly Product[] {
  if (!Array.isArray(value) || value.length === 0 || value.length > mostProducts) {
    throw new Senseless(`products is no list of 1 to ${mostProducts}.`);
  }
  const products = value.map((one: unknown, index) => {
    const place = `products[${index}]`;
    const fields = fieldsOf(one, place);
    return within(place, () => readProduct(fields));
  });
  const total = products.reduce((sum, { price, quantity }) => sum + price * quantity, 0);
  if (total > mostPrice) throw new Senseless('products cost more than an order can.');
  return products;
}

function readProduct(fields: Fields): Product {
  const quantity = readNumber(fields, 'quantity', mostPieces);
  if (!Number.isInteger(quantity) || quantity === 0) throw new Senseless('quantity is no whole number of pieces.');
  return {
    code: wordsOrNull(fields, 'code', 100),
    description: wordsOrNull(fields, 'description', 1000),
    price: readPrice(fields),
    quantity,
    lengthMm: Math.round(readNumber(fields, 'length', mostCm) * 10),
    widthMm: Math.round(readNumber(fields, 'width', mostCm) * 10),
    heightMm: Math.round(readNumber(fields, 'height', mostCm) * 10),
    weightGrams: Math.round(readNumber(fields, 'weight', mostKg) * 1000),
    holder: readHolder(fields),
  };
}

function readHolder(fields: Fields): ProductHolder | null {
  const id = wordsOrNull(fields, 'holderID', 40);
  const name = wordsOrNull(fields, 'holderName', 255);
  const firstName = wordsOrNull(fields, 'holderFirstName', 255);
  return id === null && name === null && firstName === null ? null : { id, name, firstName };
}

function readPrice(fields: Fields): number {
  const minor = toMinor(readNumber(fields, 'price', mostPrice), providerCurrency);
  if (minor === null) throw new Senseless('price is no amount of money.');
  return minor;
}

function readNumber(fields: Fields, name: string, most: number): number {
  const value = fields[name];
  if (typeof value !== 'number' || !(value >= 0 && value <= most)) throw new Senseless(`${name} is no number from 0 to ${most}.`);
  return value;
} // prettier-ignore

/** The document says True and False, its sample true. */
function readTruth(fields: Fields, name: string): boolean {
  const value = fields[name];
  if (value === true || value === 'True' || value === 'true') return true;
  if (value === false || value === 'False' || value === 'false') return false;
  throw new Senseless(`${name} is neither true nor false.`);
}
