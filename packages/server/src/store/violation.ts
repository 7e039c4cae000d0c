/** Recognises the constraint that refused a statement. */

/** Whether the error is PostgreSQL's refusal by a unique, foreign-key or check constraint of that name. */
export function violates(error: unknown, constraint: string): boolean {
  return (
    error instanceof Error &&
    'constraint' in error &&
    error.constraint === constraint &&
    'code' in error &&
    String(error.code).startsWith('23')
  );
}
