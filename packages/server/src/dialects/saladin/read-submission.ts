/** Pure: API #1, what a partner submits, as the core has it. */
import { invalid } from '../../domain/errors.ts';
import { toMinor } from '../../domain/money.ts';
import type { Party, PolicyDraft } from '../../domain/policy/policy.ts';
import { readInstant, readWhole, requireEither } from './read-fields.ts';
import type { Submission } from './schemas/submission.ts';

/** As read, before its product and with it the currency is known. */
export interface ReadSubmission {
  readonly productCode: string;
  /** How the premium may have been written where it was signed: in digits, and to the letter. */
  readonly premiums: readonly string[];
  /** @throws DomainError `invalid_input` for an amount beyond what the currency can hold */
  readonly draftIn: (currency: string) => PolicyDraft;
}

/** @param premiumText the premium to the letter. @throws DomainError `invalid_input` */
export function readSubmission(body: Submission, premiumText: string, now: Date): ReadSubmission {
  const premium = readWhole(body.premium_amount, 'premium');
  const [cod, insuredValue] = [readWhole(body.cod_amount, 'cod'), readWhole(body.item_value, 'insuredValue')];
  if (premiumText.length > 100) throw invalid('premium', 'It has too many digits.');
  const described = {
    trackingNumber: body.tracking_number,
    productCode: body.product_code,
    customer: toParty(body.customer_name, body.customer_phone, body.customer_email),
    sender: toParty(body.sender_name, body.sender_phone, body.sender_email),
    recipient: toParty(body.recipient_name, body.recipient_phone, null),
    pickupAddress: body.pickup_address,
    dropoffAddress: requireEither(body, 'drop_up_address', 'drop_off_address'),
    goodsType: body.type_of_goods,
    goodsDescription: body.goods_description,
    quantity: readWhole(requireEither(body, 'good_quantity', 'goods_quantity'), 'quantity'),
    premiumText,
    orderedAt: readInstant(body.order_created_time, 'orderedAt', now),
  };
  return {
    productCode: body.product_code,
    premiums: [String(premium), premiumText],
    draftIn: (currency) => ({
      ...described,
      cod: inMinor(cod, currency, 'cod'),
      insuredValue: inMinor(insuredValue, currency, 'insuredValue'),
      premium: inMinor(premium, currency, 'premium'),
    }),
  };
}

/** The document's integers are whole units. */
function inMinor(units: number, currency: string, field: string): number {
  return toMinor(units, currency) ?? refuse(field);
}

function refuse(field: string): never {
  throw invalid(field, 'It is too large.');
}

type Said = string | null | undefined;

/** An empty text says nothing. */
function toParty(name: Said, phone: Said, email: Said): Party {
  return { name: name || null, phone: phone || null, email: email || null };
}
