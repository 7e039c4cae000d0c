/** Every group of routes. */
import type { Register } from './app.ts';
import { invitations } from './invitations.ts';
import { oauth2 } from './oauth2.ts';
import { organizations } from './organizations.ts';
import { partners } from './partners.ts';
import { platformTasks } from './platform-tasks.ts';
import { playground } from './playground.ts';
import { price } from './price.ts';
import { proofFiles } from './proof-files.ts';
import { sso } from './sso.ts';
import { tasks } from './tasks.ts';
import { users } from './users.ts';

/** They hand out tokens, or are pages for people. */
export const open: readonly Register[] = [oauth2, partners, sso, invitations, playground];

/** All of them need a bearer token. */
export const guarded: readonly Register[] = [tasks, platformTasks, organizations, users, price, proofFiles];
