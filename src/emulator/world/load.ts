/**
 * Reads a world from a file, such as a customer's configuration: credentials as Graph prints them, and what an error stack
 * says was presented. Shape: schemas/world.schema.json, which also takes what `GET /world` answers.
 */
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import schema from '../../../schemas/world.schema.json' with { type: 'json' };
import { applyDefaults } from './defaults.ts';
import { type Input, WorldFileError } from './input.ts';
import type { World } from './model.ts';

export { WorldFileError } from './input.ts';

/** What the emulator reads with a parser that throws, or that gives NaN. */
const formats = {
  'date-time': (text: string) => !Number.isNaN(Date.parse(text)),
  uri: (text: string) => URL.canParse(text),
  regex: isPattern,
};

function isPattern(text: string): boolean {
  try {
    return new RegExp(text) instanceof RegExp;
  } catch {
    return false;
  }
}

let compiled: ValidateFunction<Input> | null = null;

/** Compiled once: that costs more than to validate a world. */
function schemaValidator(): ValidateFunction<Input> {
  compiled ??= new Ajv2020({ allErrors: false, strict: true, allowUnionTypes: true, formats }).compile<Input>(schema);
  return compiled;
}

/** @throws WorldFileError when the text is not JSON, not of the shape, or refers to objects that do not exist. */
export function loadWorld(text: string): World {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw new WorldFileError(`no JSON: ${error instanceof Error ? error.message : String(error)}`);
  }
  const validate = schemaValidator();
  if (validate(value)) return applyDefaults(value);
  const [first] = validate.errors ?? [];
  const extra = first?.keyword === 'additionalProperties' ? ` (${String(first.params.additionalProperty)})` : '';
  throw new WorldFileError(`${first?.instancePath || '/'} ${first?.message ?? 'is not valid'}${extra}`);
}
