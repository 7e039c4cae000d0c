/** A carrier on the other end of a line, asked in the words of docs/carrier.md. */
import type { Carrier, CarrierRecord, Shipment } from '../../domain/carrier/carrier.ts';
import { DomainError } from '../../domain/errors.ts';
import { NoAnswer, type OutgoingRequest, type PartnerAnswer } from '../../lib/egress/exchange.ts';
import { Senseless } from '../../lib/foreign-json.ts';
import type { Deps } from '../deps.ts';
import { readNews, readOffers, readWaybill, readWords } from './carrier-answers.ts';
import { shipmentOfOrder } from './shipment.ts';
import { signCall } from './sign-call.ts';

/** A receiver waits for the page with the offers; nobody waits for the rest. */
const offersMs = 5000;
/** The longest answer is that of offers. */
const mostRead = 256 * 1024;

interface Call extends Pick<OutgoingRequest, 'method' | 'timeoutMs'> {
  readonly path: string;
  readonly content?: object;
  /** Of the message; the same when it is sent again. */
  readonly id?: string;
}

/** @param secret `whsec_…`, of the carrier. */
export function httpCarrier(deps: Deps, { code, name, baseUrl }: CarrierRecord, secret: string): Carrier {
  async function ask({ method, path, content, id = deps.newId(), timeoutMs }: Call): Promise<PartnerAnswer> {
    const body = content === undefined ? null : JSON.stringify(content);
    const headers = {
      accept: 'application/json',
      'user-agent': 'Waybill-Carrier/1',
      ...(body !== null && { 'content-type': 'application/json' }),
      ...(method === 'POST' && { 'idempotency-key': id }),
      ...signCall({ id, body: body ?? '', secret, at: deps.now() }),
    };
    const url = `${(baseUrl ?? '').replace(/\/+$/, '')}${path}`;
    try {
      return await deps.exchange.ask({ method, url, headers, body, mostRead, ...(timeoutMs !== undefined && { timeoutMs }) }); // prettier-ignore
    } catch (error) {
      if (!(error instanceof NoAnswer)) throw error;
      throw unavailable(`${name} does not answer: ${error.message}`, error);
    }
  }

  /** @throws DomainError `partner_unavailable` for an answer that is none of the document's */
  function understood<T>(answer: PartnerAnswer, read: (text: string) => T, success: readonly number[] = [200]): T {
    if (!success.includes(answer.status)) throw unavailable(`${name} answered ${answer.status}.`);
    try {
      return read(answer.text);
    } catch (error) {
      if (!(error instanceof Senseless)) throw error;
      throw unavailable(`${name} makes no sense: ${error.message}`, error);
    }
  }

  const pathOf = (waybill: string) => `/waybills/${encodeURIComponent(waybill)}`;

  return {
    async offers(shipment) {
      const answer = await ask({ method: 'POST', path: '/offers', content: shipment, timeoutMs: offersMs });
      const now = deps.now();
      const holds = ({ validUntil, price }: { validUntil: Date; price: Shipment['value'] }) =>
        validUntil > now && price.currency === shipment.value.currency;
      return understood(answer, readOffers).flatMap((offer) => (holds(offer) ? [{ ...offer, carrierCode: code }] : []));
    },

    async createWaybill(order, key) {
      const { code: offer, price } = order.offer;
      const { amount, currency } = price;
      const content = { ...(await shipmentOfOrder(deps, order)), offer, price: amount, currency };
      const answer = await ask({ method: 'POST', path: '/waybills', content, id: key });
      if (answer.status === 409 || answer.status === 410) {
        throw new DomainError('offer_expired', `${name} no longer takes it at that price.`);
      }
      if (answer.status === 400 || answer.status === 422) {
        throw new DomainError('invalid_input', `${name} refuses the order: ${readWords(answer.text)}`);
      }
      return { ...understood(answer, readWaybill, [200, 201]), deliveryId: null };
    },

    async read(waybill) {
      const answer = await ask({ method: 'GET', path: pathOf(waybill) });
      if (answer.status === 404) throw new DomainError('delivery_not_found', `${name} knows no waybill ${waybill}.`);
      const news = understood(answer, readNews);
      // a clock that is ahead of ours would make later news look old
      const now = deps.now();
      return news.at > now ? { ...news, at: now } : news;
    },

    async cancel(waybill) {
      const { status } = await ask({ method: 'POST', path: `${pathOf(waybill)}/cancel`, content: {} });
      if (status === 409) throw new DomainError('not_cancellable', `${name} has the goods under way.`);
      // what it does not know it will not carry
      if (![200, 202, 204, 404, 410].includes(status)) throw unavailable(`${name} answered ${status}.`);
    },
  };
}

function unavailable(message: string, cause?: unknown): DomainError {
  const error = new DomainError('partner_unavailable', message);
  // for the log: the message is all that anybody else sees
  if (cause !== undefined) error.cause = cause;
  return error;
}
