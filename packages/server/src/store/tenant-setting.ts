/** The setting of a connection that says whose rows it may touch; migration 0006 has the policies that read it. */

/** Its value for our own work across accounts. */
export const everything = 'house';

/** Takes the value. Holds until it is set again: a pooled connection keeps it from one user to the next. */
export const setTenant = `select set_config('waybill.account_id', $1, false)`;
