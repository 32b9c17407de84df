import { expect } from 'chai';
import fc from 'fast-check';
import { children, octets, oid, readAll, readTlv, smallInteger, tag } from '../../../src/domain/signed-file/der.ts';
import { Malformed } from '../../../src/domain/signed-file/unreadable.ts';

const bytes = (hex: string) => Buffer.from(hex, 'hex');

describe('reading DER', () => {
  it('gives views of the file, not copies', () => {
    const file = bytes('3003020105ff');
    const { content } = readTlv(file);
    expect(content.buffer).to.equal(file.buffer);
    expect(content.length).to.equal(3);
  });

  it('reads long and indefinite lengths, the latter not as DER', () => {
    expect(readTlv(bytes('30820003020105')).content.length).to.equal(3);
    expect(readTlv(bytes('308002010500 00'.replace(' ', ''))).content.length).to.equal(3);
    expect(() => readTlv(bytes('3080020105 0000'.replace(' ', '')), 0, 'der')).to.throw(Malformed);
    expect(() => readTlv(bytes('30820003020105'), 0, 'der')).to.throw(Malformed, 'longer than it has to be');
  });

  it('rejects elements beyond the end, and impossible lengths', () => {
    expect(() => readTlv(bytes('3005020105'))).to.throw(Malformed, 'claims 5 bytes where 3 are left');
    expect(() => readTlv(bytes('30847fffffff'))).to.throw(Malformed, 'claims 2147483647 bytes');
    expect(() => readTlv(bytes('3085010000000000'))).to.throw(Malformed, 'longer than 4 GB');
    expect(() => readTlv(bytes('30'))).to.throw(Malformed);
    expect(() => readTlv(bytes(''))).to.throw(Malformed);
  });

  it('limits nesting and the number of elements', () => {
    expect(() => readTlv(Buffer.alloc(100_000, '3080', 'hex'))).to.throw(Malformed);
    expect(() => readAll(Buffer.alloc(100_000, '0500', 'hex'))).to.throw(Malformed, 'more parts');
  });

  it('reads OIDs with large arcs, and refuses padded and open ones', () => {
    const read = (hex: string) => oid(readTlv(bytes(hex)), 'it');
    expect(read('06092a864886f70d010702')).to.equal('1.2.840.113549.1.7.2');
    expect(read('0603883701')).to.equal('2.999.1');
    expect(read('060b2a818080808080808080 7f'.replace(' ', ''))).to.match(/^1\.2\.\d{17,}$/);
    expect(() => read('06022a80')).to.throw(Malformed);
    expect(() => read('06032a8001')).to.throw(Malformed);
    expect(() => read('0600')).to.throw(Malformed);
  });

  it('joins the pieces of a string', () => {
    expect(octets(readTlv(bytes('24800401aa0402bbcc0000')), 'it')).to.deep.equal(bytes('aabbcc'));
  });

  it('names the missing element', () => {
    expect(() => children(undefined, tag.sequence, 'a certificate')).to.throw(Malformed, 'a certificate is missing');
    expect(() => smallInteger(readTlv(bytes('0201ff')), 'a version')).to.throw(Malformed, 'a version is not');
  });

  it('answers for any bytes: a view inside them, or a refusal', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 64 }), (any) => {
        try {
          expect(readTlv(any).bytes.length).to.be.at.most(any.length);
        } catch (error) {
          expect(error).to.be.instanceOf(Malformed);
        }
      }),
    );
  });
});
