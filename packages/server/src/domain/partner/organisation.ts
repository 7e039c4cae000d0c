/** Organisations and the platforms that look after them, and what a business may be called. */
import { invalid } from '../errors.ts';

export interface Organisation {
  readonly accountId: string;
  readonly id: string;
  /** 1 for the first. */
  readonly version: number;
  /** One in an account, whatever its capitals. */
  readonly businessName: string;
  /** The platform that looks after it; null: it is a platform's own. */
  readonly platformId: string | null;
  /** Names the squad of couriers that it asks first. */
  readonly squadCode: string | null;
  /** Its tasks are trials. */
  readonly isQa: boolean;
  readonly terms: Terms;
  readonly createdAt: Date;
  readonly updatedAt: Date;
}

/** What the operator has agreed with an organisation: kept and shown. Money in hundred-thousandths of the main unit. */
export interface Terms {
  readonly squadPrice: number | null;
  readonly minPrice: number | null;
  readonly maxPrice: number | null;
  readonly priceTable: readonly PriceStep[];
  readonly fleetTypes: readonly string[];
}

export interface PriceStep {
  readonly code: string;
  readonly timeDelta: number;
  readonly price: number;
}

export const noTerms: Terms = { squadPrice: null, minPrice: null, maxPrice: null, priceTable: [], fleetTypes: [] };

/** A business that creates and invites on behalf of others. */
export interface Platform {
  readonly accountId: string;
  readonly id: string;
  readonly name: string;
  /** Its own. */
  readonly organisationId: string;
  /** Deliveries that came another way show with its tasks; one in an account. */
  readonly isHome: boolean;
  readonly createdAt: Date;
}

/** Words as GotSurge's document of organisations has them, its grammar too. */
const rules = {
  characters:
    'Business name cannot contains special characters, allowed characters are alphanumeric, space, dash, and underscore.',
  reserved:
    'Do not use root, sysadmin, admin, sys, system, FreelanceDriver, and their uppercase and lowercase variations as the business name.',
  owners: 'Do not include versafleet and gotsurge and their uppercase and lowercase variations in the business name.',
  unique: 'Business name must be unique',
} as const;

export const notUnique = rules.unique;

const reserved = new Set(['root', 'sysadmin', 'admin', 'sys', 'system', 'freelancedriver']);
const longest = 100;

/**
 * The name without space around it.
 * @throws DomainError `invalid_input` on `businessName`, in the words of the document
 */
export function toBusinessName(text: string): string {
  const name = text.trim();
  const lower = name.toLowerCase();
  if (name === '') throw invalid('businessName', 'Business name is missing.');
  if (name.length > longest) throw invalid('businessName', `Business name has at most ${longest} characters.`);
  if (!/^[A-Za-z0-9 _-]+$/.test(name) || !/[A-Za-z0-9]/.test(name)) throw invalid('businessName', rules.characters);
  if (reserved.has(lower)) throw invalid('businessName', rules.reserved);
  if (/versafleet|gotsurge/.test(lower)) throw invalid('businessName', rules.owners);
  return name;
}

/** @throws DomainError `invalid_input` when the least price is above the greatest */
export function checkTerms({ minPrice, maxPrice }: Terms): void {
  if (minPrice !== null && maxPrice !== null && minPrice > maxPrice) {
    throw invalid('maxPrice', 'The greatest price must not be below the least.');
  }
}
