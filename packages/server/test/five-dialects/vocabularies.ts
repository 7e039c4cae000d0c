/** The five vocabularies: what each dialect's own table says of a state of a delivery that is fetched and brought. */
import { toGotSurgeStatus } from '../../src/dialects/gotsurge/status.ts';
import { toLogiNextStatus } from '../../src/dialects/loginext/status.ts';
import { toStatusWord } from '../../src/dialects/mdelivery/status.ts';
import { deliveryWords } from '../../src/dialects/subplace/status.ts';
import type { DeliveryState } from '../../src/domain/delivery/delivery-state.ts';
import { insuranceStatusOf } from '../../src/domain/policy/insurance-status.ts';
import { toPublicStatus } from '../../src/domain/public-order/public-status.ts';
import { statusOfDelivery } from '../../src/domain/subscription/fulfilment.ts';

export const dialects = ['LogiNext', 'GotSurge', 'MDelivery', 'SUBPLACE', 'insurance'] as const;
export type DialectName = (typeof dialects)[number];

/** Of goods that nobody brings any more the insurer is told no word: its operation `cancel` ends the policy. */
export const policyCancelled = '(cancel)';
const calledOff: readonly DeliveryState[] = ['cancelled', 'expired'];

export const vocabularies = {
  LogiNext: (state) => toLogiNextStatus(state, 'both'),
  GotSurge: (state) => toGotSurgeStatus[state],
  MDelivery: (state) => toStatusWord(toPublicStatus[state], 'enum'),
  SUBPLACE: (state) => deliveryWords[statusOfDelivery[state]],
  insurance: (state) => (calledOff.includes(state) ? policyCancelled : insuranceStatusOf[state]),
} as const satisfies Record<DialectName, (state: DeliveryState) => string>;

/** The words of a dialect on a way through states, each as often as it is new. */
export function wordsOn(dialect: DialectName, states: readonly DeliveryState[]): string[] {
  const words = states.map(vocabularies[dialect]);
  return words.filter((word, index) => word !== words[index - 1]);
}
