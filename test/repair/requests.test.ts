import { expect } from 'chai';
import { credentialName } from '../../src/repair/requests.ts';
import { credential, facts, trust } from '../facts.ts';

const none = { system: 'graph', url: '', credentials: [] } as const;

describe('the name of a new credential', () => {
  it('has at most 120 characters, even for a long component name', () => {
    for (const length of [100, 110, 111, 120, 500]) {
      const name = credentialName(facts.environment, 'x'.repeat(length), none);
      expect(name.length, String(length)).to.be.at.most(120);
      const taken = { ...none, credentials: [credential(name, trust(2))] };
      expect(credentialName(facts.environment, 'x'.repeat(length), taken).length).to.be.at.most(120);
    }
  });

  it('contains only letters, digits and dashes', () => {
    expect(credentialName(facts.environment, '--Contoso.Ünï $(touch p)--', none)).to.match(
      /^ppmi-7c4547dd-[A-Za-z0-9-]+$/,
    );
  });

  it('is unique in any letter case', () => {
    const name = credentialName(facts.environment, 'Orders', none);
    const taken = { ...none, credentials: [credential(name.toUpperCase(), trust(2))] };
    expect(credentialName(facts.environment, 'Orders', taken)).to.equal(`${name}-2`);
  });
});
