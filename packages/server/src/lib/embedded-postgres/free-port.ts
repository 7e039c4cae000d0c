/** Asks the operating system for a TCP port on the loopback that nobody uses at present. */

import { once } from 'node:events';
import { createServer } from 'node:net';

export const findFreePort = async (): Promise<number> => {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (address === null || typeof address === 'string') throw new Error('a TCP server has a numbered address');
  return address.port;
};
