/** Reads a dialect's OpenAPI document into the operations that the fuzz test calls and judges. */
import assert from 'node:assert/strict';
import type { Json } from './json.ts';
import { asJson } from './json.ts';
import { Compile } from 'typebox/schema';

export interface Parameter {
  readonly name: string;
  readonly in: string;
  readonly required: boolean;
  readonly schema: Json;
}

export interface Operation {
  readonly dialect: string;
  readonly id: string;
  readonly method: string;
  /** With `{id}`. */
  readonly path: string;
  readonly parameters: readonly Parameter[];
  readonly body: { readonly contentType: string; readonly schema: Json } | null;
  /** What is wrong with an answer by the document; null when nothing is. */
  readonly faultOf: (status: number, contentType: string, body: string) => string | null;
  /** Named schemas, for references. */
  readonly components: Json;
}

export function readOperations(dialect: string, document: Json): readonly Operation[] {
  const components = asJson(document['components']);
  return Object.entries(asJson(document['paths'])).flatMap(([path, methods]) =>
    Object.entries(asJson(methods)).map(([method, described]): Operation => {
      const operation = asJson(described);
      const parameters = Array.isArray(operation['parameters']) ? operation['parameters'].map(toParameter) : [];
      return {
        dialect,
        id: String(operation['operationId']),
        method: method.toUpperCase(),
        path,
        parameters,
        body: firstContent(asJson(operation['requestBody'] ?? {})),
        faultOf: judgeOf(asJson(operation['responses']), components),
        components,
      };
    }),
  );
}

function toParameter(described: unknown): Parameter {
  const { name, in: place, required, schema } = asJson(described);
  return { name: String(name), in: String(place), required: required === true, schema: asJson(schema) };
}

function firstContent(described: Json): { contentType: string; schema: Json } | null {
  const [first] = Object.entries(asJson(described['content'] ?? {}));
  return first ? { contentType: first[0], schema: asJson(asJson(first[1])['schema'] ?? {}) } : null;
}

type Judge = (contentType: string, body: string) => string | null;

function judgeOf(responses: Json, components: Json): Operation['faultOf'] {
  const judges = new Map<string, Judge>();
  return (status, contentType, body) => {
    const key = [String(status), `${String(status)[0]}XX`].find((one) => one in responses);
    if (key === undefined) return `the status ${status} is not documented`;
    const judge = judges.get(key) ?? compile(asJson(responses[key]), components);
    judges.set(key, judge);
    return judge(contentType, body);
  };
}

function compile(response: Json, components: Json): Judge {
  const content = firstContent(response);
  if (!content) return (_type, body) => (body === '' ? null : 'a body where none is documented');
  const whole = { ...content.schema, components };
  const schema = Compile(whole);
  const isJson = content.contentType.includes('json');
  return (type, body) => {
    if (isJson && !type.startsWith(content.contentType)) return `the media type is ${type}, not ${content.contentType}`;
    if (!isJson) return null;
    const value: unknown = JSON.parse(body);
    if (schema.Check(value)) return null;
    const [, errors] = schema.Errors(value);
    assert.ok(errors.length > 0);
    return errors.slice(0, 5).map(({ instancePath, message }) => `${instancePath} ${message}`).join('; '); // prettier-ignore
  };
}
