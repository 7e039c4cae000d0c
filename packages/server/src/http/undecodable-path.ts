/** Lets a dialect answer, in its own words, for a path whose percent signs encode nothing. */

/**
 * Without it Fastify refuses such a path before any dialect sees the request. The signs are taken for themselves, as
 * browsers do: `/hubs/100%` asks for the hub `100%`.
 */
export const takeLiterally = (url: string): string => {
  const end = url.indexOf('?');
  const path = end === -1 ? url : url.slice(0, end);
  return isDecodable(path) ? url : path.replaceAll('%', '%25') + url.slice(path.length);
};

const isDecodable = (path: string): boolean => {
  if (!path.includes('%')) return true;
  try {
    decodeURIComponent(path);
    return true;
  } catch {
    return false;
  }
};
