import { expect } from 'chai';
import type { FederatedCredential } from '../../../src/domain/facts.ts';
import { matchClaims, matchCredential, matchesExactly, trustOfVersion } from '../../../src/domain/trust/matches.ts';
import type { Trust } from '../../../src/domain/trust/trust.ts';

const trust: Trust = {
  version: 2,
  issuer: 'https://login.example/t/v2.0',
  subject: '/eid1/subject',
  audience: 'api://AzureADTokenExchange',
  confidence: 'not-verified',
  alternatives: ['/eid1/other-form'],
  issuerAlternatives: ['https://other.example/t/v2.0'],
  reason: 'sources disagree',
};

function credential(claims: Partial<FederatedCredential>): FederatedCredential {
  const { issuer, subject } = trust;
  return {
    id: '1',
    name: 'one',
    issuer: issuer ?? '',
    subject,
    audiences: ['api://AzureADTokenExchange'],
    description: null,
    url: '',
    ...claims,
  };
}

describe('when a credential matches a trust', () => {
  it('exactly, character by character', () => {
    expect(matchesExactly(trust, credential({}))).to.equal(true);
    expect(matchCredential(trust, credential({}))).to.equal('exact');
    for (const claims of [
      { subject: '/eid1/subject ' },
      { subject: '/EID1/subject' },
      { issuer: 'https://login.example/t/v2.0/' },
      { audiences: ['api://azureadtokenexchange'] },
    ]) {
      expect(matchesExactly(trust, credential(claims)), JSON.stringify(claims)).to.equal(false);
      expect(matchCredential(trust, credential(claims)), JSON.stringify(claims)).to.equal('different');
    }
  });

  it('a possible value is an alternative, never exact', () => {
    expect(matchesExactly(trust, credential({ subject: '/eid1/other-form' }))).to.equal(false);
    expect(matchCredential(trust, credential({ subject: '/eid1/other-form' }))).to.equal('alternative');
    expect(matchCredential(trust, credential({ issuer: 'https://other.example/t/v2.0' }))).to.equal('alternative');
  });

  it('accepts an upper-case version 0 audience as an alternative, in the public cloud only', () => {
    const legacy: Trust = { ...trust, version: 0, audience: 'api://azureadtokenexchange' };
    expect(matchCredential(legacy, credential({}))).to.equal('alternative');
    expect(matchCredential({ ...legacy, audience: null }, credential({}))).to.equal('unknown');
    const china = { ...legacy, audience: 'api://azureadtokenexchangechina' };
    expect(matchCredential(china, credential({}))).to.equal('different');
    expect(matchCredential({ ...trust, audience: 'api://azureadtokenexchange' }, credential({}))).to.equal('different');
  });

  it('in the claims that are given', () => {
    const { issuer, subject, audience } = trust;
    const nothing = { issuer: null, subject: null, audience: null };
    for (const given of [{ issuer }, { subject }, { audience }, {}])
      expect(matchClaims(trust, { ...nothing, ...given }), JSON.stringify(given)).to.equal('exact');
    expect(matchClaims(trust, { ...nothing, audience: 'api://other' })).to.equal('different');
  });

  it('an unpredictable claim is unknown, but never hides one that differs', () => {
    const unpredictable: Trust = { ...trust, subject: null, alternatives: [] };
    expect(matchCredential(unpredictable, credential({}))).to.equal('unknown');
    expect(matchesExactly(unpredictable, credential({ subject: null }))).to.equal(false);
    expect(matchCredential(unpredictable, credential({ issuer: 'https://nobody.example' }))).to.equal('different');
  });

  it('a flexible credential, and one with several audiences, match nothing', () => {
    expect(matchCredential(trust, credential({ subject: null }))).to.equal('different');
    const audiences = ['api://AzureADTokenExchange', 'api://another'];
    expect(matchCredential(trust, credential({ audiences }))).to.equal('different');
    expect(matchesExactly(trust, credential({ audiences }))).to.equal(false);
  });

  it('claims that are not given are not compared', () => {
    expect(matchClaims(trust, { issuer: null, subject: '/eid1/subject', audience: null })).to.equal('exact');
    expect(matchClaims(trust, { issuer: null, subject: '/eid1/nothing', audience: null })).to.equal('different');
  });

  it('an unknown version has no trust', () => {
    expect(trustOfVersion([trust], 2)).to.equal(trust);
    expect(trustOfVersion([trust], 1)).to.equal(null);
    expect(trustOfVersion([trust], null)).to.equal(null);
  });
});
