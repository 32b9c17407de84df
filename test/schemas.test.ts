import { readdirSync, readFileSync } from 'node:fs';
import { expect } from 'chai';

interface Schema {
  readonly description?: string;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly $defs?: Readonly<Record<string, Schema>>;
  readonly items?: Schema;
  readonly additionalProperties?: Schema | boolean;
  readonly oneOf?: readonly Schema[];
  readonly anyOf?: readonly Schema[];
  readonly allOf?: readonly Schema[];
}

const folder = new URL('../schemas/', import.meta.url);

describe('JSON schemas', () => {
  for (const file of readdirSync(folder)) {
    it(`${file} describes every property`, () => {
      const schema: Schema = JSON.parse(readFileSync(new URL(file, folder), 'utf8'));
      expect(undescribed(schema, '')).to.deep.equal([]);
    });
  }
});

/** Paths of the properties that have no description. */
function undescribed(schema: Schema, path: string): string[] {
  const { properties = {}, $defs = {}, items, additionalProperties, oneOf = [], anyOf = [], allOf = [] } = schema;
  const parts = [...oneOf, ...anyOf, ...allOf, ...Object.values($defs)];
  return [
    ...Object.entries(properties).flatMap(([name, property]) => [
      ...(property.description === undefined ? [`${path}.${name}`] : []),
      ...undescribed(property, `${path}.${name}`),
    ]),
    ...parts.flatMap((part) => undescribed(part, path)),
    ...(items === undefined ? [] : undescribed(items, `${path}[]`)),
    ...(typeof additionalProperties === 'object' ? undescribed(additionalProperties, `${path}.*`) : []),
  ];
}
