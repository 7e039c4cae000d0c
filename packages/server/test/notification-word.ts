/** What one of LogiNext's notifications is about. */
import type { Fields } from './http-call.ts';

/** Stop Trip has the notification type of Delivered; the keys tell them apart, as the spec says. */
export function wordOf(body: Fields): unknown {
  if (body['notificationType'] === 'DELIVEREDNOTIFICATION' && body['endTime']) return 'STOPTRIP';
  return body['notificationType'] ?? body['status'];
}
