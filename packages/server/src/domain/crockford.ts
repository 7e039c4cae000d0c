/** Crockford's base 32: no letters that look like digits. */
export const crockford = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
