/** Codes of redemptions: read out over a counter, so that no two characters look alike. */
import { crockford } from '../crockford.ts';

/** Of sixty bits. @param bytes twelve random ones @returns `7K3D-9XMQ-4TRA` */
export function redemptionCode(bytes: Uint8Array): string {
  const letters = Array.from(bytes.subarray(0, 12), (byte) => crockford[byte & 31]).join('');
  return letters.replace(/(?<=^.{4}|^.{8})/g, '-');
}

/** As it was given out, however it was typed. */
export function asRedemptionCode(typed: string): string {
  return typed.trim().toUpperCase();
}
