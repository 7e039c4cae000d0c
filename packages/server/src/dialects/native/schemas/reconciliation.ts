/** What providers, this house and carriers do not agree on. */
import { Type, type Static } from 'typebox';
import { carrierWords } from '../../../domain/carrier/carrier.ts';
import { publicStatuses } from '../../../domain/public-order/public-status.ts';
import { findingKinds } from '../../../domain/reconciliation/finding.ts';
import { shippingStatuses } from '../../../domain/shipping-order/shipping-status.ts';
import { Id, Instant, Nullable, OneOf, Strict } from './shape.ts';

export const ReconciliationSummary = Strict(
  {
    day: Type.String({ format: 'date', description: 'UTC.' }),
    startedAt: Instant,
    finishedAt: Nullable(Type.String({ format: 'date-time', description: 'Null while it is at work.' })),
    orders: Type.Integer({ description: 'Orders that were looked at so far.' }),
    findingCount: Type.Integer({ description: 'All that were found so far.' }),
  },
  { $id: 'ReconciliationSummary' },
);
export type ReconciliationSummary = Static<typeof ReconciliationSummary>;

export const Reconciliation = Strict(
  {
    ...ReconciliationSummary.properties,
    findings: Type.Array(
      Strict({
        shippingOrderId: Id,
        number: Type.String(),
        orderId: Type.String({ description: 'The provider’s own.' }),
        kind: OneOf(findingKinds),
        provider: Nullable(OneOf(publicStatuses, { description: 'What the provider says.' })),
        hub: OneOf(shippingStatuses, { description: 'What we say.' }),
        carrier: Nullable(OneOf(carrierWords, { description: 'What the carrier says.' })),
        words: Nullable(Type.String({ description: 'For people.' })),
      }),
      { description: 'The first thousand.' },
    ),
  },
  { $id: 'Reconciliation' },
);
export type Reconciliation = Static<typeof Reconciliation>;

export const DayParams = Strict({ day: Type.String({ description: '`YYYY-MM-DD`, UTC.' }) });
