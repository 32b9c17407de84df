import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { expect } from 'chai';

interface Plugin {
  setup(build: { onLoad(options: unknown, loader: Loader): void }): void;
}

const { jsonAsText }: { jsonAsText(hits: object): Plugin } = await import(
  new URL('../../../scripts/build/json-as-text.mjs', import.meta.url).href
);

type Loader = (args: { readonly path: string }) => { readonly contents: string };

function bundled(file: string): Record<string, unknown> {
  let load: Loader | undefined;
  const onLoad = (_options: unknown, loader: Loader) => {
    load = loader;
  };
  jsonAsText({ expect() {}, add() {} }).setup({ onLoad });
  const contents = load?.({ path: resolve(file) }).contents ?? '';
  const [, text = ''] = /^export default JSON\.parse\((.*)\);$/s.exec(contents) ?? [];
  return JSON.parse(JSON.parse(text));
}

const read = (file: string) => JSON.parse(readFileSync(file, 'utf8'));

describe('data in the bundle', () => {
  it('is the data of the file', () => {
    const file = 'src/domain/entra-errors/codes.json';
    expect(bundled(file)).to.deep.equal(read(file));
  });

  it('has every value of the table of clouds, and no text for its readers', () => {
    const file = 'src/domain/cloud/clouds.json';
    const text = JSON.stringify(bundled(file));
    expect(text.length).to.be.below(JSON.stringify(read(file)).length * 0.6);
    const values = (table: { clouds: Record<string, Record<string, { value?: unknown; conflict?: unknown }>> }) =>
      Object.entries(table.clouds).map(([id, cloud]) => [
        id,
        Object.entries(cloud).map(([key, { value, conflict }]) => [key, value, conflict]),
      ]);
    expect(values(bundled(file) as never)).to.deep.equal(values(read(file)));
  });
});
