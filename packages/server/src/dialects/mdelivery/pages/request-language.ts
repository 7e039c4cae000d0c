/** The language that a browser asks for. */
import { pageLanguages, type PageLanguage } from '../../../domain/shipping-order/shipping-order.ts';

/** `ro`, `ru-MD`, `EN`. @returns null for another, or none */
export function readLanguage(text: unknown): PageLanguage | null {
  const [main] = typeof text === 'string' ? text.trim().toLowerCase().split(/[-_;]/) : [];
  return pageLanguages.find((language) => language === main) ?? null;
}

/** The first one in `Accept-Language` that we speak; Romanian where there is none. */
export function acceptedLanguage(header: string | undefined): PageLanguage {
  for (const part of (header ?? '').split(',')) {
    const language = readLanguage(part);
    if (language) return language;
  }
  return 'ro';
}
