/** Positions of a crash run: batches by the native API, single fixes by LogiNext. */
import type { Partner } from './partner.ts';
import { insist, type Weather } from './persistent-client.ts';
import type { Sent } from './sent.ts';

/** A fix can be told from its time: where it was follows from when. */
export const latOf = (ms: number): number => (ms % 90_000) / 1000;

export interface Batch {
  /** Which of the partner's trackers. */
  readonly tracker: number;
  /** Device time of the first fix; the others follow a millisecond apart. */
  readonly firstMs: number;
  readonly size: number;
  /** Null sends without an idempotency key. */
  readonly key: string | null;
}

export async function sendBatch(partner: Partner, weather: Weather, sent: Sent, batch: Batch): Promise<void> {
  const tracker = partner.trackers[batch.tracker];
  if (!tracker) throw new Error(`The sandbox has no tracker ${batch.tracker}.`);
  const times = Array.from({ length: batch.size }, (_, index) => batch.firstMs + index);
  const names = times.map((ms) => `${tracker.id} ${ms}`);
  for (const name of names) sent.fixes.add(name);
  const positions = times.map((ms) => ({ recordedAt: new Date(ms).toISOString(), lat: latOf(ms), lng: 72.5 }));
  const single = batch.size === 1 && batch.key === null;
  const answer = await insist(weather, {
    method: 'POST',
    ...(single ? asLogiNext(partner, tracker.code, batch.firstMs) : asNative(partner, tracker.id, batch.key)),
    ...(!single && { body: { positions } }),
  });
  if (answer.status === 200) for (const name of names) sent.acknowledgedFixes.add(name);
  else sent.refused.push(`fixes: ${answer.text}`);
}

const asNative = (partner: Partner, id: string, key: string | null) => ({
  url: `${partner.base}/v1/trackers/${id}/positions`,
  headers: { ...partner.native, ...(key !== null && { 'idempotency-key': key }) },
  body: null,
});

const asLogiNext = (partner: Partner, trackerId: string, ms: number) => ({
  url: `${partner.base}/loginext/TrackingApp/track/put`,
  headers: partner.loginext,
  body: {
    trackerId,
    latitude: latOf(ms),
    longitude: 72.5,
    time: new Date(ms).toISOString(),
    batteryPerc: 70,
    messageType: 'REG',
  },
});
