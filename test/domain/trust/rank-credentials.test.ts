import { expect } from 'chai';
import fc from 'fast-check';
import type { FederatedCredential } from '../../../src/domain/facts.ts';
import { diffTrust } from '../../../src/domain/trust/diff.ts';
import { matchCredential } from '../../../src/domain/trust/matches.ts';
import { mistakeNames } from '../../../src/domain/trust/mistakes/mistakes.ts';
import {
  isNear,
  isUnrelatedCredential,
  rankCredentials,
  unexplainedClaims,
} from '../../../src/domain/trust/rank-credentials.ts';
import { parseSubject } from '../../../src/domain/trust/subject/parse.ts';
import { writeLegacySubject, writeSubject } from '../../../src/domain/trust/subject/write.ts';
import { makers, type Right, right } from './subject/makers.ts';
import { fixed, otherSelfSigned, randomSetup, selfSignedOf, trustOf, trustsOf, withState } from './subject/setups.ts';

const certificate = selfSignedOf(fixed);
const expected = trustOf(fixed, certificate, 2);
const own = right(expected);
const hints = { certificate, organizationId: fixed.organizationId, trusts: trustsOf(fixed, certificate) };

function credential(name: string, claims: Partial<Right> = {}): FederatedCredential {
  const { issuer, subject, audience } = { ...own, ...claims };
  return { id: name, name, issuer, subject, audiences: [audience], description: null, url: '' };
}

const elsewhere = { ...fixed, environmentId: fixed.otherId };
const development = credential('development', right(trustOf(elsewhere, certificate, 2)));
const rank = (...credentials: readonly FederatedCredential[]) => rankCredentials(expected, credentials, hints);
const namesOf = (...credentials: readonly FederatedCredential[]) =>
  rank(...credentials).map(({ credential: { name } }) => name);

describe('ranking credentials', () => {
  it('two mistakes in this environment come before a right credential of another', () => {
    const spoiled = makers['tenant-big-endian'].make(own, fixed).subject ?? '';
    const both = makers['hash-base64url'].make({ ...own, subject: spoiled }, fixed);
    expect(namesOf(development, credential('own', both))).to.deep.equal(['own', 'development']);
  });

  it('a difference that a known mistake explains comes before one that nothing explains', () => {
    const explained = credential('explained', makers['issuer-v1'].make(own, fixed));
    const unexplained = credential('unexplained', { issuer: 'https://login.example.com/oauth' });
    expect(namesOf(unexplained, explained)).to.deep.equal(['explained', 'unexplained']);
    expect(namesOf(explained, unexplained)).to.deep.equal(['explained', 'unexplained']);
  });

  it('a mistake in this certificate is near, whatever else is wrong', () => {
    const made = makers['hash-base64url'].make({ ...own, issuer: 'https://login.example.com/oauth' }, fixed);
    expect(rank(credential('own', made)).map(isNear)).to.deep.equal([true]);
    const other = right(trustOf(fixed, otherSelfSigned, 2));
    expect(rank(credential('other', other)).map(isNear)).to.deep.equal([false]);
  });

  it('the own certificate with any mistake comes before another certificate of this environment', () => {
    const mistaken = credential('own', { issuer: 'https://login.example.com/oauth' });
    const other = credential('other', right(trustOf(fixed, otherSelfSigned, 2)));
    expect(namesOf(other, mistaken)).to.deep.equal(['own', 'other']);
    expect(namesOf(mistaken, other)).to.deep.equal(['own', 'other']);
  });

  it('one difference that may be right elsewhere is a mistake, and no other trust', () => {
    expect(rank(development).map(isUnrelatedCredential)).to.deep.equal([false]);
  });

  it('the organization ID is a mistake made in this environment', () => {
    const made = makers['environment-is-organization'].make(own, fixed);
    expect(namesOf(development, credential('own', made))).to.deep.equal(['own', 'development']);
  });

  it('a credential of another workload comes last, and has no mistakes', () => {
    const github = credential('github', { subject: 'repo:contoso/app:ref:refs/heads/main' });
    const [first, last] = rank(github, development);
    expect([first?.credential.name, last?.owner, last?.diff.mistakes]).to.deep.equal([
      'development',
      'other-workload',
      [],
    ]);
  });

  it('a credential of another certificate in another environment is another trust', () => {
    const other = right(trustOf(elsewhere, otherSelfSigned, 2));
    expect(rank(credential('other', other)).map(isUnrelatedCredential)).to.deep.equal([true]);
  });

  it('a whole credential of another cloud, for this certificate in this environment, is not', () => {
    const other = right(trustOf({ ...fixed, cloud: 'gcchigh' }, certificate, 2));
    const [only] = rank(credential('other cloud', other));
    expect(only?.diff.mistakes.map(({ name }) => name)).to.deep.equal([
      'issuer-wrong-cloud',
      'audience-wrong-cloud',
      'prefix-wrong-cloud',
    ]);
    expect(only && isUnrelatedCredential(only)).to.equal(false);
  });

  it('the trust of another certificate is not near, whatever its form', () => {
    for (const other of [otherSelfSigned, withState]) {
      const [only] = rank(credential('other plug-in', right(trustOf(fixed, other, 2))));
      expect(only && isNear(only)).to.equal(false);
    }
  });

  it('an unknown issuer with an equal subject is an unexplained difference of a near credential', () => {
    const [only] = rank(credential('own', { issuer: 'https://login.example.com/oauth' }));
    expect(only && [isNear(only), unexplainedClaims(only.diff)]).to.deep.equal([true, ['issuer']]);
  });

  it('never prefers a different credential to a matching one', () => {
    fc.assert(
      fc.property(
        randomSetup,
        fc.shuffledSubarray([...mistakeNames], { maxLength: 6 }),
        fc.nat(),
        (setup, made, at) => {
          const signer = selfSignedOf(setup);
          const trust = trustOf(setup, signer, 2);
          const equal = right(trust);
          const wrong = made.map((name) => credential(name, { ...equal, ...makers[name].make(equal, setup) }));
          const all = wrong.toSpliced(at % (wrong.length + 1), 0, credential('equal', equal));
          const ranked = rankCredentials(trust, all, { certificate: signer, trusts: trustsOf(setup, signer) });
          const matches = ranked.map((each) => matchCredential(trust, each.credential));
          expect(matches[0]).to.equal('exact');
          expect(ranked[0]?.diff.equal).to.equal(true);
        },
      ),
      { numRuns: 200 },
    );
  });
});

describe('comparing and writing', () => {
  it('a trust equals itself, in every version', () => {
    fc.assert(
      fc.property(randomSetup, fc.constantFrom(0, 1, 2), (setup, version) => {
        const { issuer, subject, audience, ...trust } = trustOf(setup, selfSignedOf(setup), version);
        const same = { issuer, subject, audience };
        const { equal, mistakes } = diffTrust({ ...trust, ...same }, same);
        expect([equal, mistakes]).to.deep.equal([true, []]);
      }),
    );
  });

  it('a written trust is parsed again, part by part', () => {
    const name = fc.stringMatching(/^[A-Za-z][A-Za-z0-9 .()-]{0,30}[A-Za-z0-9]$/);
    fc.assert(
      fc.property(randomSetup, name, name, (setup, issuer, subject) => {
        const { tenantId, applicationId, environmentId } = setup;
        const written = writeSubject({
          prefix: '/eid1/c/pub',
          tenantId,
          applicationId,
          environmentId,
          certificate: { kind: 'names', issuer, subject },
        });
        const parsed = parseSubject(written);
        expect(parsed).to.deep.include({ kind: 'plug-in', tenantId, applicationId, environmentId });
        expect(parsed.certificate).to.deep.equal({ kind: 'names', issuer, subject });
        const legacy = parseSubject(
          writeLegacySubject({ environmentId, certificate: { kind: 'names', issuer, subject } }),
        );
        expect(legacy).to.deep.include({ kind: 'version-0', environmentId });
        expect(legacy.certificate).to.deep.equal({ kind: 'names', issuer, subject });
      }),
    );
  });
});
