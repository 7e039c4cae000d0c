/** How much memory this thread really uses. */
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

/** Bytes on the heap and beside it, after the garbage is gone. */
export function memoryInUse(): number {
  setFlagsFromString('--expose-gc');
  // the function that the flag shows to new contexts
  (runInNewContext('gc') as () => void)();
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return heapUsed + arrayBuffers;
}
