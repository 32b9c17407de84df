import { expect } from 'chai';
import fc from 'fast-check';
import type { FederatedCredential } from '../../../src/domain/facts.ts';
import { matchCredential } from '../../../src/domain/trust/matches.ts';
import { mistake, mistakeNames } from '../../../src/domain/trust/mistakes/mistakes.ts';
import {
  fileHints,
  isNear,
  isOnlyOwn,
  isUnrelatedCredential,
  type RankedCredential,
  rankCredentials,
  unexplainedClaims,
} from '../../../src/domain/trust/rank-credentials.ts';
import { signedFile } from '../../facts.ts';
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

  it('one that may be right comes after the right one, and before a mistake', () => {
    const doubted = { ...expected, alternatives: ['/eid1/other-form'] };
    const may = credential('may', { subject: '/eid1/other-form' });
    const mistaken = credential('mistaken', makers['issuer-v1'].make(own, fixed));
    const found = rankCredentials(doubted, [mistaken, may, credential('right')], hints);
    expect(found.map((each) => each.credential.name)).to.deep.equal(['right', 'may', 'mistaken']);
  });

  it('names the owner by the environment, as far as that is known', () => {
    const ownerOf = (
      each: FederatedCredential,
      trust = expected,
      given = hints as Parameters<typeof rankCredentials>[2],
    ) => rankCredentials(trust, [each], given)[0]?.owner;
    expect(ownerOf(credential('own'))).to.equal('environment');
    expect(ownerOf(development)).to.equal('other-environment');
    const damaged = credential('damaged', { subject: own.subject?.replace(fixed.environmentId, 'damaged') ?? '' });
    expect(ownerOf(damaged)).to.equal('plug-in');
    expect(namesOf(development, damaged)).to.deep.equal(['damaged', 'development']);
    const unknown = { ...expected, subject: null };
    expect(ownerOf(development, unknown, {})).to.equal('plug-in');
    const organization = credential('o', makers['environment-is-organization'].make(own, fixed));
    expect(ownerOf(organization, unknown, { organizationId: fixed.organizationId })).to.equal('plug-in');
    expect(rank({ ...development, subject: null }), 'flexible').to.deep.equal([]);
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

describe('a credential that was meant for this component', () => {
  const ranked = (diff: Partial<RankedCredential['diff']>, owner: RankedCredential['owner'] = 'environment') => ({
    credential: development,
    diff: { equal: false, warning: null, parts: [], mistakes: [], repair: null, ...diff },
    owner,
  });
  const [old, hash, name] = [
    mistake('hash-old-certificate', 'certificate'),
    mistake('hash-upper-case', 'certificate'),
    mistake('dn-no-space', 'certificate'),
  ];
  const [tenant, issuer] = [mistake('tenant-other', 'tenant'), mistake('issuer-v1', 'issuer')];
  const version = mistake('version-record-1-fic-2', 'certificate');
  const beside = { repair: 'create-beside' } as const;

  for (const [what, each, near, only] of [
    ['perhaps equal', ranked({ equal: null }), true, true],
    ['perhaps equal, of another environment', ranked({ equal: null }, 'other-environment'), false, false],
    ['a mistake that can never be valid', ranked({ mistakes: [issuer], repair: 'update' }), true, true],
    ['a value that may be valid elsewhere', ranked({ mistakes: [tenant], ...beside }), false, false],
    ['a candidate only', ranked({ mistakes: [{ ...hash, candidate: true }], ...beside }), false, false],
    ['nothing known', ranked({}), false, false],
    ['another certificate', ranked({ mistakes: [old, issuer], repair: 'update' }), false, false],
    ['a hash of this certificate, and more', ranked({ mistakes: [hash, tenant], ...beside }), true, true],
    ['names of this certificate, and more', ranked({ mistakes: [tenant, name], ...beside }), true, true],
    ['another version, and more', ranked({ mistakes: [tenant, version], ...beside }), true, false],
  ] as const) {
    it(`${what}: ${near ? 'near' : 'not near'}`, () => {
      expect([isNear(each), isOnlyOwn(each)]).to.deep.equal([near, only]);
    });
  }

  const part = (id: string, equal: boolean | null) =>
    ({ part: id, equal, expected: 'a', actual: 'b' }) as unknown as RankedCredential['diff']['parts'][number];

  it('has this certificate and this environment', () => {
    const parts = (equal: boolean) => [part('environment', equal), part('certificate', true)];
    expect(isNear(ranked({ parts: parts(true) }))).to.equal(true);
    expect(isNear(ranked({ parts: parts(false) }))).to.equal(false);
  });

  it('is no other trust if one of its mistakes can never be valid, or only one is known', () => {
    const elsewhere = mistake('environment-other', 'environment');
    expect(isUnrelatedCredential(ranked({ mistakes: [tenant, elsewhere] }))).to.equal(true);
    expect(isUnrelatedCredential(ranked({ mistakes: [tenant, issuer] }))).to.equal(false);
    expect(isUnrelatedCredential(ranked({ mistakes: [tenant, { ...elsewhere, candidate: true }] }))).to.equal(false);
  });

  it('differs in claims that no mistake explains', () => {
    const parts = [part('issuer', false), part('tenant', false), part('audience', false)];
    expect(unexplainedClaims(ranked({ parts }).diff)).to.deep.equal(['issuer', 'subject', 'audience']);
    expect(unexplainedClaims(ranked({ parts, mistakes: [issuer, tenant] }).diff)).to.deep.equal(['audience']);
    expect(unexplainedClaims(ranked({ parts, mistakes: [issuer, version] }).diff)).to.deep.equal([]);
    expect(unexplainedClaims(ranked({ parts: [part('issuer', true), part('audience', null)] }).diff)).to.deep.equal([]);
  });
});

describe('local files', () => {
  it('are compared by their bytes and by the certificates that they have', () => {
    const file = { ...signedFile, certificate };
    const [first, second] = [new Uint8Array([1]), new Uint8Array([2])];
    const others = [
      { bytes: first, certificate: otherSelfSigned },
      { bytes: second, certificate: null },
    ];
    expect(fileHints({ assembly: { name: 'a', file }, others })).to.deep.equal({
      otherFiles: [first, second],
      otherCertificates: [certificate, otherSelfSigned],
    });
    expect(fileHints({ assembly: null, others: [] })).to.deep.equal({ otherFiles: [], otherCertificates: [] });
  });
});
