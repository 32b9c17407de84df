import { expect } from 'chai';
import { nearest } from '../../src/domain/suggest.ts';

describe('the nearest name', () => {
  const names = ['subject show', 'subject diff', 'doctor', 'repair'];

  it('is the one with the fewest changed letters, whatever the letter case', () => {
    expect(nearest('subject shwo', names)).to.equal('subject show');
    expect(nearest('Docter', names)).to.equal('doctor');
  });

  it('is nothing when even that one is far away', () => {
    expect(nearest('connectivity', names)).to.equal(null);
    expect(nearest('x', [])).to.equal(null);
  });
});
