/** The insurer's words for how far goods are. The table stands in the core: insurance-status.ts. */
import { insuranceStatuses, type InsuranceStatus } from '../../domain/policy/insurance-status.ts';

/** Every word that is read. */
export const statusWords: readonly InsuranceStatus[] = insuranceStatuses;
