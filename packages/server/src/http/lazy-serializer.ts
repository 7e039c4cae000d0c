/** Writes answers by their routes' schemas, compiled when a route first answers instead of all at the start. */

import { SerializerSelector } from '@fastify/fast-json-stringify-compiler';
import type { SerializerCompiler, SerializerFactory } from '@fastify/fast-json-stringify-compiler';

/**
 * Each compilation goes through every shared schema: 25 ms for one, but two seconds for all routes of an API with
 * a hundred of them, of which a process may never use most.
 */
export const lazySerializers = (): SerializerFactory => {
  const build = SerializerSelector();
  return (sharedSchemas, options): SerializerCompiler => {
    let compile: SerializerCompiler | undefined;
    return (route) => {
      let write: ((answer: unknown) => string) | undefined;
      return (answer: unknown) => {
        compile ??= build(sharedSchemas, options);
        write ??= compile(route);
        return write(answer);
      };
    };
  };
};
