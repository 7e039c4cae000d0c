/** What stands on the certificate of a policy. Pure. */
import { fromMinor } from '../../domain/money.ts';
import type { Party, Policy, PolicyState } from '../../domain/policy/policy.ts';
import { timeWriter, toFacts } from '../../lib/pdf/sheet-words.ts';
import type { Sheet } from '../../lib/pdf/sheet.ts';

/** The policy as it is now, and how its account tells the time. */
export interface ShownPolicy {
  readonly policy: Policy;
  readonly insurer: string;
  readonly timeZone: string;
}

const stateWords = {
  active: 'Active',
  cancelled: 'Cancelled',
  expired: 'Expired',
  claimed: 'Claimed',
} as const satisfies Record<PolicyState, string>;

/** @param verify link that says whether the certificate is genuine. */
export function toCertificateSheet({ policy, insurer, timeZone }: ShownPolicy, verify: string): Sheet {
  const at = timeWriter(timeZone);
  const money = moneyWriter(policy.currency);
  return {
    title: 'Certificate of delivery insurance',
    name: policy.number,
    state: stateWords[policy.state],
    parties: toFacts({
      'Insured': partyText(policy.customer),
      'Insurer': insurer,
      'From': endText(policy.sender, policy.pickupAddress),
      'To': endText(policy.recipient, policy.dropoffAddress),
    }), // prettier-ignore
    facts: toFacts({
      'Insured value': money(policy.insuredValue),
      'Premium': money(policy.premium),
      'Cash on delivery': policy.cod > 0 ? money(policy.cod) : null,
      'Valid from': at(policy.createdAt),
      'Valid until': at(policy.validUntil),
      'Claims until': at(policy.claimsUntil),
      'Ended': policy.endedAt && at(policy.endedAt),
      'Tracking number': policy.trackingNumber,
      'Ordered': at(policy.orderedAt),
      'Product': `${policy.productName} (${policy.productCode})`,
    }), // prettier-ignore
    sections: [
      {
        heading: 'Goods',
        facts: toFacts({
          'Kind': policy.goodsType,
          'Quantity': String(policy.quantity),
          'Description': policy.goodsDescription,
        }), // prettier-ignore
        pictures: [],
      },
      { heading: 'Cover', facts: toFacts({ 'What is covered': policy.coverage }), pictures: [] },
    ],
    qr: { text: verify, caption: `Scan it to see whether this certificate is genuine and still holds:\n${verify}` },
    remark: `Times are those of ${timeZone}. A character that no font of this sheet has is shown as \uFFFD.`,
    createdAt: policy.updatedAt,
  };
}

function partyText({ name, phone, email }: Party): string {
  return [name, phone, email].filter((line) => line !== null).join('\n');
}

function endText(party: Party, address: string): string {
  return [partyText(party), address].filter((line) => line !== '').join('\n');
}

/** With the code of the currency: not every font has its sign. */
function moneyWriter(currency: string): (amount: Policy['premium']) => string {
  const format = new Intl.NumberFormat('en-GB', { style: 'currency', currency, currencyDisplay: 'code' });
  return (amount) => format.format(fromMinor(amount, currency));
}
