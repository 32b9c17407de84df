import { expect } from 'chai';
import { writeFailure } from '../../src/domain/write-failure.ts';

describe('writeFailure', () => {
  it('says why in words, and by the code of the system where there are none', () => {
    const failed = (code: string) => writeFailure(Object.assign(new Error('x'), { code }));
    expect(failed('EPIPE')).to.equal('the program that reads it has ended');
    expect(failed('ENOSPC')).to.equal('no space left on the device');
    expect(failed('EXYZ')).to.equal('EXYZ');
  });
});
