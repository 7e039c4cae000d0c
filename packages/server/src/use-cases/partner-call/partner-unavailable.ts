/** A partner that was asked for something and gave no answer that we could use. */
import { DomainError } from '../../domain/errors.ts';

export class PartnerUnavailable extends DomainError {
  /** Seconds that the partner wants us to wait, where it said so. */
  readonly after: number | null;

  /** @param message names the partner, and shows nothing personal. */
  constructor(message: string, after: number | null = null) {
    super('partner_unavailable', message);
    this.after = after;
  }
}
