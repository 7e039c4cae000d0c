/** The parts that every answer begins with. */
import { codes } from './errors.ts';

export const success = { code: codes.success, message: 'Success' } as const;

/** @param total rows of all pages. */
export function toPageInfo(total: number, { size, page }: { readonly size: number; readonly page: number }) {
  return { total_item: total, page_size: size, current_page: page, total_page: Math.ceil(total / size) };
}
