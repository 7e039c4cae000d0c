/** What stands on the certificate of a policy. Pure. */
import { fromMinor } from '../../domain/money.ts';
import type { Party, Policy } from '../../domain/policy/policy.ts';
import { timeWriter, toFacts } from '../../lib/pdf/sheet-words.ts';
import type { Sheet } from '../../lib/pdf/sheet.ts';
import { certificateWords, locales, stateWords, type Language } from './certificate-words.ts';

/** The policy as it is now, and how its account tells the time. */
export interface ShownPolicy {
  readonly policy: Policy;
  readonly insurer: string;
  readonly timeZone: string;
}

/** @param verify link that says whether the certificate is genuine. */
export function toCertificateSheet(
  { policy, insurer, timeZone }: ShownPolicy,
  verify: string,
  language: Language,
): Sheet {
  const words = certificateWords[language];
  const at = timeWriter(timeZone, locales[language]);
  const money = moneyWriter(policy.currency, locales[language]);
  const { state, cancellation } = policy;
  return {
    language,
    title: words.title,
    name: policy.number,
    state: stateWords[language][state],
    isOver: state !== 'active',
    parties: toFacts({
      [words.insured]: partyText(policy.customer),
      [words.insurer]: insurer,
      [words.from]: endText(policy.sender, policy.pickupAddress),
      [words.to]: endText(policy.recipient, policy.dropoffAddress),
    }),
    facts: toFacts({
      [words.insuredValue]: money(policy.insuredValue),
      [words.premium]: money(policy.premium),
      [words.cod]: policy.cod > 0 ? money(policy.cod) : null,
      [words.validFrom]: at(policy.createdAt),
      [words.validUntil]: at(policy.validUntil),
      [words.claimsUntil]: cancellation ? null : at(policy.claimsUntil),
      [words.ended]: policy.endedAt && at(policy.endedAt),
      [words.reason]: cancellation && cancellation.reason,
      [words.trackingNumber]: policy.trackingNumber,
      [words.ordered]: at(policy.orderedAt),
      [words.product]: `${policy.productName} (${policy.productCode})`,
    }),
    sections: [
      {
        heading: words.goods,
        facts: toFacts({
          [words.kind]: policy.goodsType,
          [words.quantity]: String(policy.quantity),
          [words.description]: policy.goodsDescription,
        }),
        pictures: [],
      },
      { heading: words.cover, facts: toFacts({ [words.covered]: policy.coverage }), pictures: [] },
    ],
    qr: { text: verify, caption: `${words.scan}\n${verify}` },
    remark: `${words.times} ${timeZone}. ${words.missing}`,
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
function moneyWriter(currency: string, locale: string): (amount: Policy['premium']) => string {
  const format = new Intl.NumberFormat(locale, { style: 'currency', currency, currencyDisplay: 'code' });
  return (amount) => format.format(fromMinor(amount, currency));
}
