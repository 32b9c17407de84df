import { expect } from 'chai';
import { suggest } from '../../src/domain/suggest.ts';

describe('the nearest name', () => {
  const names = ['subject show', 'subject diff', 'doctor', 'repair'];

  it('is the one with the fewest changed letters, whatever the letter case', () => {
    expect(suggest('subject shwo', names)).to.equal('subject show');
    expect(suggest('Docter', names)).to.equal('doctor');
  });

  it('is none if no name is similar enough', () => {
    expect(suggest('connectivity', names)).to.equal(null);
    expect(suggest('x', [])).to.equal(null);
  });
});
