/** The schemas that the OpenAPI document names. */
import type { TSchema } from 'typebox';
import { Bill } from './bill.ts';
import { Carrier, CarrierWithSecret } from './carrier.ts';
import { Claim, ClaimSummary } from './claim.ts';
import { Courier } from './courier.ts';
import { ActionResults } from './courier-action.ts';
import { Duty } from './courier-duty.ts';
import { CourierSession, Me } from './courier-session.ts';
import { Work } from './courier-work.ts';
import { DeliveryInsurance } from './coverage.ts';
import { Credential, CredentialWithSecret } from './credential.ts';
import { Delivery, DeliveryDetail, DeliveryLocation } from './delivery.ts';
import { Event } from './event.ts';
import { Driver } from './driver.ts';
import { FollowUp, FollowUpRetry } from './follow-up.ts';
import { Fulfilment } from './fulfilment.ts';
import { Hub } from './hub.ts';
import { InsuranceProduct } from './insurance-product.ts';
import { InsuranceRule } from './insurance-rule.ts';
import { Insurer } from './insurer.ts';
import { Member } from './member.ts';
import { Invitation, Organisation } from './organisation.ts';
import { PartnerApp, PartnerAppWithSecret, PartnerAppWithSecrets } from './partner-app.ts';
import { NearOffer, NearOffers, Offer } from './offer.ts';
import { Payment } from './payment.ts';
import { Plan, PlanSummary } from './plan.ts';
import { Platform, PlatformWithInvitation } from './platform.ts';
import { PartnerCall } from './partner-call.ts';
import { Policy, PolicyReport, PolicySummary } from './policy.ts';
import { PriceTable } from './price-table.ts';
import { PickupPoints, Provider } from './provider.ts';
import { ProviderProducts, ProviderService, ServiceCheck } from './provider-service.ts';
import { PublicOrder } from './public-order.ts';
import { PublicService } from './public-service.ts';
import { Position, RecordedPositions } from './position.ts';
import { Problem } from './problem.ts';
import { Proof } from './proof.ts';
import { Reconciliation, ReconciliationSummary } from './reconciliation.ts';
import { ShippingOrder, ShippingOrderSummary } from './shipping-order.ts';
import { Store } from './store.ts';
import { Subscriber } from './subscriber.ts';
import { SubscriptionOrder } from './subscription-order.ts';
import { SubscriptionPlan } from './subscription-plan.ts';
import { Task } from './task.ts';
import { Tracker } from './tracker.ts';
import { Trip } from './trip.ts';
import { Vehicle } from './vehicle.ts';
import { WebhookEndpoint, WebhookEndpointWithSecret } from './webhook-endpoint.ts';
import { Replay, WebhookMessage, WebhookMessageDetail } from './webhook-message.ts';

export const components: readonly TSchema[] = [
  Problem,
  Credential,
  CredentialWithSecret,
  Hub,
  Courier,
  Driver,
  Vehicle,
  Tracker,
  Position,
  RecordedPositions,
  Delivery,
  DeliveryDetail,
  DeliveryLocation,
  Task,
  Event,
  Trip,
  PlanSummary,
  Plan,
  PriceTable,
  PublicService,
  PublicOrder,
  Platform,
  PlatformWithInvitation,
  Organisation,
  Member,
  Invitation,
  PartnerApp,
  PartnerAppWithSecret,
  PartnerAppWithSecrets,
  Proof,
  Provider,
  PickupPoints,
  ProviderService,
  ProviderProducts,
  ServiceCheck,
  Carrier,
  CarrierWithSecret,
  ShippingOrderSummary,
  ShippingOrder,
  Payment,
  PartnerCall,
  FollowUp,
  FollowUpRetry,
  ReconciliationSummary,
  Reconciliation,
  InsuranceProduct,
  PolicySummary,
  Policy,
  PolicyReport,
  Store,
  SubscriptionPlan,
  Subscriber,
  Bill,
  Fulfilment,
  SubscriptionOrder,
  Insurer,
  InsuranceRule,
  DeliveryInsurance,
  ClaimSummary,
  Claim,
  WebhookEndpoint,
  WebhookEndpointWithSecret,
  WebhookMessage,
  WebhookMessageDetail,
  Replay,
  Duty,
  CourierSession,
  Me,
  Offer,
  NearOffer,
  NearOffers,
  Work,
  ActionResults,
];
