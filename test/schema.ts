/** The published schemas, strict enough to catch a key that the schema does not know. */
import { readdirSync, readFileSync } from 'node:fs';
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';

const folder = new URL('../schemas/', import.meta.url);

const ajv = new Ajv2020({
  allErrors: true,
  allowUnionTypes: true,
  formats: {
    uri: (text: string) => URL.canParse(text),
    'date-time': (text: string) => /^\d{4}-\d\d-/.test(text),
    regex: true,
  },
});
for (const name of readdirSync(folder)) ajv.addSchema(JSON.parse(readFileSync(new URL(name, folder), 'utf8')), name);

export function validator(file: string, pointer = ''): ValidateFunction {
  const validate = ajv.getSchema(`${file}${pointer}`);
  if (validate === undefined) throw new Error(`no schema ${file}${pointer}`);
  return validate as ValidateFunction;
}
