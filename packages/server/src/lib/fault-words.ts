/** What went wrong, as text that the database can keep. */

const longest = 1000;

export function faultWords(fault: unknown): string {
  const text = fault instanceof Error ? fault.message : String(fault);
  return text.replaceAll('\0', '').slice(0, longest).toWellFormed() || 'It failed without a word.';
}
