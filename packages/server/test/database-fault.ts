/** What the database's driver throws for an SQLSTATE, with words that no client may see. */

import { DatabaseError } from 'pg';

export const secretWords = 'secret_plan';

export const databaseFault = (sqlState: string): DatabaseError => {
  const error = new DatabaseError(`column "${secretWords}" is wrong`, 1, 'error');
  error.code = sqlState;
  return error;
};
