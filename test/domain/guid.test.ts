import { readFileSync } from 'node:fs';
import { expect } from 'chai';
import {
  decodeGuid,
  decodeGuidPrintedOrder,
  encodeGuid,
  encodeGuidPrintedOrder,
  encodeGuidText,
  parseGuid,
} from '../../src/domain/guid.ts';

interface Row {
  readonly guid: string;
  readonly encoded: string;
  readonly printedOrder: string;
  readonly ofText: string;
}

const { guids } = JSON.parse(readFileSync(new URL('../fixtures/guids.json', import.meta.url), 'utf8')) as {
  guids: readonly Row[];
};

describe('guid', () => {
  for (const row of guids) {
    it(`encodes ${row.guid} as .NET does, and in the two common wrong ways`, () => {
      expect(encodeGuid(row.guid)).to.equal(row.encoded);
      expect(encodeGuidPrintedOrder(row.guid)).to.equal(row.printedOrder);
      expect(encodeGuidText(row.guid)).to.equal(row.ofText);
      expect(decodeGuid(row.encoded)).to.equal(row.guid);
      expect(decodeGuidPrintedOrder(row.printedOrder)).to.equal(row.guid);
    });
  }

  it('reads every common form of a GUID', () => {
    const guid = '738016bf-2f59-46ca-9660-357d1de3b865';
    const undashed = guid.replaceAll('-', '');
    for (const text of [guid, guid.toUpperCase(), `{${guid}}`, `(${guid})`, undashed, undashed.toUpperCase()]) {
      expect(parseGuid(text), text).to.equal(guid);
      expect(encodeGuid(text), text).to.equal('vxaAc1kvykaWYDV9HeO4ZQ');
    }
  });

  it('rejects a text that is not a GUID', () => {
    const guid = '738016bf-2f59-46ca-9660-357d1de3b865';
    for (const text of ['', guid.slice(1), `${guid}0`, `{${guid}`, `${guid}}`, guid.replace('7', 'g'), ` ${guid}`]) {
      expect(parseGuid(text), text).to.equal(null);
    }
  });

  it('refuses an encoding with unused bits set, of another length or of another alphabet', () => {
    for (const text of [
      'vxaAc1kvykaWYDV9HeO4ZR',
      'vxaAc1kvykaWYDV9HeO4Z',
      'vxaAc1kvykaWYDV9HeO4ZQ==',
      'vxaAc1kvyk+WYDV9HeO4ZQ',
      '',
    ]) {
      expect(decodeGuid(text), text).to.equal(null);
      expect(decodeGuidPrintedOrder(text), text).to.equal(null);
    }
  });
});
