import { expect } from 'chai';
import { Malformed } from '../../../src/domain/signed-file/unreadable.ts';
import { rawData, readZipDirectory } from '../../../src/domain/signed-file/zip.ts';
import { bytesOf } from './fixtures.ts';

const file = 'packages/author-self-rsa.nupkg';

describe("a zip archive's directory", () => {
  it('lists every entry with its raw data', () => {
    const bytes = bytesOf(file);
    const { entries, start, end } = readZipDirectory(bytes);
    const signature = entries.find(({ name }) => name === '.signature.p7s');
    expect(signature?.method).to.equal(0);
    expect(signature && rawData(bytes, signature).length).to.equal(signature?.size);
    expect(entries.reduce((sum, { record }) => sum + record.size, start)).to.equal(end);
  });

  const lies: readonly (readonly [string, (bytes: Buffer, end: number, first: number) => void, string])[] = [
    ['more records than there are', (bytes, end) => bytes.writeUInt16LE(9999, end + 10), 'as many records'],
    ['a directory beyond the end', (bytes, end) => bytes.writeUInt32LE(0x7fffffff, end + 16), 'beyond its end'],
    ['2 GB of directory', (bytes, end) => bytes.writeUInt32LE(0x7fffffff, end + 12), 'beyond its end'],
    ['zip64', (bytes, end) => bytes.writeUInt32LE(0xffffffff, end + 16), 'zip64'],
    ['a file inside the directory', (bytes, _, first) => bytes.writeUInt32LE(first, first + 42), 'where no file is'],
    [
      '2 GB of packed data',
      (bytes, _, first) => bytes.writeUInt32LE(0x7fffffff, first + 20),
      'claims 2147483647 bytes',
    ],
    ['a name of 64 kB', (bytes, _, first) => bytes.writeUInt16LE(0xffff, first + 28), 'cut off'],
  ];
  for (const [claim, lie, detail] of lies) {
    it(`that claims ${claim} is refused`, () => {
      const bytes = Buffer.from(bytesOf(file));
      const { start, end } = readZipDirectory(bytes);
      lie(bytes, end, start);
      expect(() => readZipDirectory(bytes)).to.throw(Malformed, detail);
    });
  }
});
