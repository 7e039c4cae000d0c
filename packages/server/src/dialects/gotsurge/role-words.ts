/** Who may ask, for the OpenAPI document. */
import type { Role } from '../../domain/partner/roles.ts';

export const forRoles = (roles: readonly Role[], words = ''): string => `For the roles ${roles.join(', ')}. ${words}`.trim(); // prettier-ignore
