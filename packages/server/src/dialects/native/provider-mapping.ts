/** Pure: providers and their services between the core and the native API. */
import { invalid } from '../../domain/errors.ts';
import type * as core from '../../domain/provider/provider.ts';
import type { ProviderServiceChange } from '../../use-cases/provider/provider-services.ts';
import type { ProviderChange, ProviderDraft } from '../../use-cases/provider/providers.ts';
import { toAddress } from './drafts.ts';
import { iso } from './iso.ts';
import type * as provider from './schemas/provider.ts';
import type * as service from './schemas/provider-service.ts';

export function toProviderDraft(body: provider.NewProvider): ProviderDraft {
  const { code, name, idno, baseUrl, secret, trustedCa, returnOrigins } = body;
  return {
    code,
    name,
    idno: idno ?? null,
    baseUrl,
    secret: toSecret(secret),
    trustedCa: trustedCa ?? null,
    returnOrigins: [...new Set(returnOrigins ?? [])],
  };
}

/** Only what is given; null takes it away. */
export function toProviderChange(body: provider.ProviderPatch): ProviderChange {
  const { name, idno, baseUrl, secret, trustedCa, returnOrigins, state } = body;
  return {
    ...(name !== undefined && { name }),
    ...(idno !== undefined && { idno }),
    ...(baseUrl !== undefined && { baseUrl }),
    ...(secret !== undefined && { secret: toSecret(secret) }),
    ...(trustedCa !== undefined && { trustedCa }),
    ...(returnOrigins !== undefined && { returnOrigins: [...new Set(returnOrigins)] }),
    ...(state !== undefined && { state }),
  };
}

/** @throws DomainError `invalid_input` for a field that its kind needs and lacks, or that belongs to the other */
function toSecret(body: provider.ProviderSecret): core.ProviderSecret {
  const { kind } = body;
  const given = { token: body.token ?? null, certificate: body.certificate ?? null, key: body.key ?? null };
  const need = (field: keyof typeof given) => {
    const value = given[field];
    if (value === null) throw invalid(`secret.${field}`, `The kind ${kind} needs it.`);
    return value;
  };
  const refuse = (field: keyof typeof given) => {
    if (given[field] !== null) throw invalid(`secret.${field}`, `The kind ${kind} has none.`);
  };
  if (kind === 'bearer') {
    refuse('certificate');
    refuse('key');
    return { kind, token: need('token') };
  }
  refuse('token');
  return { kind, certificate: need('certificate'), key: need('key') };
}

export function toProvider(one: core.Provider): provider.Provider {
  const { id, version, code, name, idno, baseUrl, auth, trustedCa, state } = one;
  const times = { createdAt: iso(one.createdAt), updatedAt: iso(one.updatedAt) };
  return { id, version, code, name, idno, baseUrl, auth, trustedCa, returnOrigins: [...one.returnOrigins], state, ...times }; // prettier-ignore
}

export function toPickupPointDrafts({ pickupPoints }: provider.NewPickupPoints): Omit<core.PickupPoint, 'providerId'>[] {
  return pickupPoints.map(({ code, name, address, position, phone }) => ({ code, name, address: toAddress(address), position, phone: phone ?? null, opens: [] })); // prettier-ignore
} // prettier-ignore

export function toPickupPoints(points: readonly core.PickupPoint[]): provider.PickupPoints {
  return {
    pickupPoints: points.map(({ code, name, address, position, phone }) => ({ code, name, address, position, phone })),
  };
}

/** Only what is given. */
export function toServiceChange(body: service.ProviderServicePatch): ProviderServiceChange {
  const { name, addDelivery, redirectToMpay, identify } = body;
  return {
    ...(name !== undefined && { name }),
    ...(addDelivery !== undefined && { addDelivery }),
    ...(redirectToMpay !== undefined && { redirectToMpay }),
    ...(identify !== undefined && { identify }),
  };
}

export function toProviderService(one: core.ProviderService): service.ProviderService {
  const { id, providerId, code, name, addDelivery, redirectToMpay, identify } = one;
  return { id, providerId, code, name, addDelivery, redirectToMpay, identify };
}

export function toProductDrafts({ products }: service.NewProviderProducts): Omit<core.ProviderProduct, 'serviceId'>[] {
  return products.map(({ code, name, ...measures }) => ({
    code,
    name,
    lengthMm: measures.lengthMm ?? null,
    widthMm: measures.widthMm ?? null,
    heightMm: measures.heightMm ?? null,
    weightGrams: measures.weightGrams ?? null,
  }));
}

export function toProviderProducts(products: readonly core.ProviderProduct[]): service.ProviderProducts {
  return { products: products.map(({ serviceId: _serviceId, ...product }) => product) };
}
