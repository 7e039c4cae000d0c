/** Webhooks about hubs: a trip came in, a trip went out. */
import type { RecordedEvent } from '../../../domain/event/event.ts';
import { toDateTime } from '../wire.ts';

type HubEvent = Extract<RecordedEvent, { type: 'trip.entered_hub' | 'trip.left_hub' }>;

/** 17. Hub In. The relay writes the endpoint's own URL into `url`. */
export function entered(event: HubEvent) {
  return notificationOf('HUB IN', event);
}

/** 18. Hub Out: its sample has HUB OUT where its table repeats HUB IN. */
export function left(event: HubEvent) {
  return notificationOf('HUB OUT', event);
}

function notificationOf(status: 'HUB IN' | 'HUB OUT', event: HubEvent) {
  return { url: '', data: toSightingXml(status, event), notificationType: status, updatedDate: toDateTime(event.occurredAt) }; // prettier-ignore
}

/** The document as text, with the sample's blanks and line ends. `tripId` is the trip's name, the times are UTC. */
function toSightingXml(status: string, { data: { hub, position, sightedAt, trip } }: HubEvent): string {
  const fields = {
    hubName: hub.name,
    latitude: String(position.lat),
    longitude: String(position.lng),
    sightingDate: sightedAt.replaceAll(/\D/g, '').slice(0, 12),
    status,
    tripId: trip.name,
  };
  const lines = Object.entries(fields).map(([name, text]) => `    <${name}>${escaped(text)}</${name}>\n`);
  const declaration = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
  return `${declaration}<geofencePushNotificationDTO>\n${lines.join('')}</geofencePushNotificationDTO>\n`;
}

const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' };

/** As XML text; what XML cannot hold at all becomes a question mark. */
function escaped(text: string): string {
  return (
    text
      // oxlint-disable-next-line no-control-regex -- these are what XML 1.0 leaves out
      .replaceAll(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|\p{Surrogate}/gu, '?')
      .replaceAll(/[&<>]/g, (sign) => entities[sign] ?? sign)
  );
}
