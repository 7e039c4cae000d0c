/** Sorts what the database and its driver throw into what a caller can do about it. */

/** Every connection is taken and the line is full. */
export class DatabaseBusy extends Error {
  override readonly name = 'DatabaseBusy';
}

/** `unavailable`: the same request may succeed in a second. `unusable`: a value in it cannot be stored, ever. */
export type DatabaseFault = 'unavailable' | 'unusable';

const lostConnection = /^(ECONNREFUSED|ECONNRESET|EPIPE|ETIMEDOUT|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH)$/;

/**
 * SQLSTATE: 08 connection, 53 resources (disk, memory, connections), 57P0x shutdown and start, 57014 statement
 * time-out, 25006 a standby, 25P03 idle in transaction, 40xxx deadlock and serialization, 55P03 lock not available.
 */
const passing = /^(08...|53...|57P0[1-5]|57014|25006|25P03|40001|40P01|55P03)$/;

/** SQLSTATE: 22 data exceptions (NUL, range, syntax of a value), 54001 nested too deep. */
const unusable = /^(22...|54001)$/;

/** The driver's own words, which carry no code. */
const driverWords =
  /^(Connection terminated|timeout exceeded when trying to connect|Client has encountered a connection error|Client was closed)/;

/** Null: no fault of the database that says something to a client. */
export const classifyDatabaseFault = (error: unknown): DatabaseFault | null => {
  if (!(error instanceof Error)) return null;
  if (error instanceof DatabaseBusy || driverWords.test(error.message)) return 'unavailable';
  const code = 'code' in error && typeof error.code === 'string' ? error.code : '';
  if (lostConnection.test(code) || passing.test(code)) return 'unavailable';
  return unusable.test(code) ? 'unusable' : null;
};
