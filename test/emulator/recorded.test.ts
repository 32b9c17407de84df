/** What the emulator knows of certificates and files is what other programs made, to the byte. */
import { readFileSync } from 'node:fs';
import { expect } from 'chai';

const script = new URL('../../scripts/record-emulator.mjs', import.meta.url);
const { records }: { records: Record<string, Record<string, unknown>> } = await import(script.href);

describe('recorded data of the emulator', () => {
  for (const [file, rows] of Object.entries(records)) {
    it(`${file} equals the fixtures`, () => {
      const kept = JSON.parse(readFileSync(new URL(`../../src/emulator/${file}`, import.meta.url), 'utf8'));
      expect(Object.keys(kept)).to.have.members(Object.keys(rows)).and.to.have.length.above(20);
      for (const [name, row] of Object.entries(rows)) expect(kept[name], name).to.deep.equal(row);
    });
  }
});
