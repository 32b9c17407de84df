/** A published schema as the tests want it: a key that it does not name is an error. Readers must allow new keys. */
import { readdirSync, readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { expect } from 'chai';

const folder = new URL('../../schemas/', import.meta.url);

const ajv = new Ajv2020({ allErrors: true, allowUnionTypes: true, formats: { uri: true } });
for (const file of readdirSync(folder)) {
  ajv.addSchema(closed(JSON.parse(readFileSync(new URL(file, folder), 'utf8'))), file);
}

export function expectSchema(name: string, value: unknown): void {
  const validate = ajv.getSchema(`${name}.schema.json`);
  if (validate === undefined) throw new Error(`there is no schema ${name}`);
  expect(validate(value), `${JSON.stringify(validate.errors)} in ${JSON.stringify(value).slice(0, 2000)}`).to.equal(
    true,
  );
}

function closed(schema: unknown): object {
  if (Array.isArray(schema)) return schema.map(closed);
  if (schema === null || typeof schema !== 'object') return schema as never;
  const inner = Object.fromEntries(Object.entries(schema).map(([key, value]) => [key, closed(value)]));
  return 'properties' in inner && !('additionalProperties' in inner)
    ? { ...inner, additionalProperties: false }
    : inner;
}
