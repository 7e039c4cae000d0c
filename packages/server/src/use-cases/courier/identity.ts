/** Who holds the phone: a courier, on whose behalf its use-cases run. */
import type { Identity } from '../identity.ts';

export interface CourierIdentity extends Identity {
  readonly courierId: string;
  readonly sessionId: string;
}
