import { expect } from 'chai';
import { suggest, suggestFlags } from '../../src/domain/suggest.ts';

describe('the nearest name', () => {
  const names = ['subject show', 'subject diff', 'doctor', 'repair'];

  it('is the one with the fewest changed letters, whatever the letter case', () => {
    expect(suggest('subject shwo', names)).to.equal('subject show');
    expect(suggest('Docter', names)).to.equal('doctor');
  });

  it('is the only one that begins with what was typed', () => {
    expect(suggest('fed', ['federation', 'tenant', 'user'])).to.equal('federation');
    expect(suggest('client', ['client-assertion', 'client-auth', 'tenant'])).to.equal(null);
    expect(suggest('f', ['federation', 'tenant'])).to.equal(null);
  });

  it('is none if no name is similar enough', () => {
    expect(suggest('connectivity', names)).to.equal(null);
    expect(suggest('x', [])).to.equal(null);
  });

  it('is none for a text that is no name: a pasted log took seconds', () => {
    expect(suggest('doctor'.repeat(100), ['doctor'.repeat(100), 'doctor'])).to.equal(null);
  });
});

describe('the flags that were meant', () => {
  const flags = ['environment', 'sign-in', 'sign-in-tenant', 'sign-in-client-id', 'foreign-tenant', 'application-id'];

  it('is one with a similar spelling, before any with the same word', () => {
    expect(suggestFlags('enviroment', flags)).to.deep.equal(['environment']);
    expect(suggestFlags('signin', flags)).to.deep.equal(['sign-in']);
  });

  it('are those with every word that was typed, the shortest first', () => {
    expect(suggestFlags('tenant', flags)).to.deep.equal(['sign-in-tenant', 'foreign-tenant']);
    expect(suggestFlags('client-id', flags)).to.deep.equal(['sign-in-client-id']);
    expect(suggestFlags('id-x', flags)).to.deep.equal([]);
  });

  it('is the only one that begins with a letter', () => {
    expect(suggestFlags('e', flags)).to.deep.equal(['environment']);
    expect(suggestFlags('s', flags)).to.deep.equal([]);
  });
});
