/** Ties a form to the page that showed it, so that no other site can send it. */
import { createHmac, timingSafeEqual } from 'node:crypto';

const lifeMs = 30 * 60_000;

const sign = (key: Buffer, subject: string, until: string) =>
  createHmac('sha256', key)
    .update(JSON.stringify([subject, until]))
    .digest('base64url');

/** @param subject what the form is about, such as the id of a sign-in that only its browser knows */
export function writeFormToken(key: Buffer, subject: string, now: Date): string {
  const until = String(now.getTime() + lifeMs);
  return `${until}.${sign(key, subject, until)}`;
}

export function isFormToken(key: Buffer, subject: string, token: string, now: Date): boolean {
  const [until = '', given = ''] = token.split('.');
  const right = Buffer.from(sign(key, subject, until));
  const sent = Buffer.from(given);
  return right.length === sent.length && timingSafeEqual(right, sent) && Number(until) > now.getTime();
}
