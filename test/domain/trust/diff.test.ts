import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { expect } from 'chai';
import fc from 'fast-check';
import { cloudIds, issuers } from '../../../src/domain/cloud/cloud.ts';
import { encodeGuidPrintedOrder } from '../../../src/domain/guid.ts';
import { composeTrusts } from '../../../src/domain/trust/compose.ts';
import { type DiffContext, diffTrust } from '../../../src/domain/trust/diff.ts';
import { type MistakeName, mistakeNames } from '../../../src/domain/trust/mistakes/mistakes.ts';
import type { PresentedTrust, Trust, TrustVersion } from '../../../src/domain/trust/trust.ts';
import { readCertificate, signedFile } from './subject/fixture-certificates.ts';
import { makers, right } from './subject/makers.ts';
import {
  comma,
  fixed,
  otherSelfSigned,
  randomSetup,
  selfSignedOf,
  trustOf,
  trustsOf,
  withState,
} from './subject/setups.ts';

const containers = new URL('../../fixtures/containers/', import.meta.url);
const self = selfSignedOf(fixed);
const twoSelf = trustOf(fixed, self, 2);
const allNames = [
  'issued-ev',
  'issued-printable-ampersand',
  'issued-plain',
  'issued-public',
  'self-issued',
  'self-rsa',
];
const certificates = await Promise.all(allNames.map(readCertificate));
const versions: readonly TrustVersion[] = [0, 1, 2];

function namesOf(expected: Trust, actual: Partial<PresentedTrust>, hints: DiffContext = {}): readonly MistakeName[] {
  return diffTrust(expected, { ...right(expected), ...actual }, hints).mistakes.map(({ name }) => name);
}

function subjectOf({ subject }: Trust, from: string | RegExp, to: string): { readonly subject: string } {
  return { subject: subject?.replace(from, to) ?? '' };
}

describe('subject/diff', () => {
  it('reports no mistake for a right credential or an alternative', () => {
    fc.assert(
      fc.property(
        randomSetup,
        fc.constantFrom(...certificates),
        fc.constantFrom(...versions),
        (setup, certificate, version) => {
          const expected = trustOf(setup, certificate, version);
          fc.pre(expected.subject !== null);
          const hints = { certificate, trusts: trustsOf(setup, certificate), otherCertificates: certificates };
          for (const subject of [expected.subject, ...expected.alternatives]) {
            for (const issuer of [expected.issuer, ...expected.issuerAlternatives]) {
              const diff = diffTrust(expected, { issuer, subject, audience: expected.audience }, hints);
              expect(diff.equal).to.equal(true);
              expect(diff.mistakes).to.deep.equal([]);
              expect(diff.repair).to.equal(null);
              const documented = subject === expected.subject && issuer === expected.issuer;
              expect(diff.warning === null, 'a warning where it is an alternative').to.equal(documented);
            }
          }
        },
      ),
    );
  });

  it('accepts uss for usn and vice versa with a warning, and only there', () => {
    for (const cloud of cloudIds) {
      const expected = trustOf({ ...fixed, cloud }, self, 2);
      const disputed = cloud === 'usnat' || cloud === 'ussec';
      const swapped = subjectOf(expected, /\/c\/[a-z]+/, cloud === 'usnat' ? '/c/usn' : '/c/uss');
      const diff = diffTrust(expected, { ...right(expected), ...swapped }, { certificate: self });
      expect([diff.equal, diff.warning !== null], cloud).to.deep.equal([disputed, disputed]);
      expect(
        diff.mistakes.map(({ name }) => name),
        cloud,
      ).to.deep.equal(disputed ? [] : ['prefix-wrong-cloud']);
    }
  });

  it('finds another mistake beside an accepted alternative', () => {
    const expected = trustOf({ ...fixed, cloud: 'ussec' }, self, 2);
    const issuer = `${expected.issuerAlternatives[0]}/`;
    expect(namesOf(expected, { ...subjectOf(expected, '/c/usn', '/c/uss'), issuer })).to.deep.equal([
      'issuer-trailing-slash',
    ]);
  });

  it('accepts both audiences of version 0, and recommends the lower-case one', () => {
    const expected = trustOf(fixed, self, 0);
    const diff = diffTrust(expected, { ...right(expected), audience: 'api://AzureADTokenExchange' });
    expect([diff.equal, diff.mistakes]).to.deep.equal([true, []]);
    expect(diff.warning).to.include('lower case');
  });

  it('does not judge a version 0 audience that is not known', () => {
    const expected = trustOf({ ...fixed, cloud: 'gcchigh' }, self, 0);
    const diff = diffTrust(expected, { ...right(expected), audience: 'api://anything' });
    expect([diff.equal, diff.mistakes]).to.deep.equal([null, []]);
  });

  it('does not judge what was not given', () => {
    const diff = diffTrust(twoSelf, { issuer: null, audience: null, subject: twoSelf.subject });
    expect(diff.equal).to.equal(true);
    expect(diff.parts.filter(({ equal }) => equal === null).map(({ part }) => part)).to.deep.equal([
      'issuer',
      'audience',
    ]);
  });

  it('returns null for an unpredictable subject, but false if another part differs', () => {
    const trusts = trustsOf(fixed, comma);
    const [, expected = twoSelf] = trusts;
    const typed = subjectOf(trusts[2] ?? twoSelf, /\/i\/.*/, '/i/CA/s/Contoso, Inc.');
    const hints = { certificate: comma, trusts };
    const same = diffTrust(expected, { ...right(expected), ...typed }, hints);
    expect(same.equal).to.equal(null);
    expect(same.parts.find(({ part }) => part === 'certificate')).to.include({ expected: null, equal: null });
    expect(same.parts.find(({ part }) => part === 'tenant')).to.include({ equal: true });
    const other = diffTrust(expected, { ...right(expected), ...typed, audience: 'api://x' }, hints);
    expect(other.equal).to.equal(false);
    expect(other.mistakes.map(({ name }) => name)).to.deep.equal(['audience-app-uri', 'cn-comma']);
  });

  it('recognizes a hash for an issued certificate even if its names are unpredictable', () => {
    const trusts = trustsOf(fixed, comma);
    const [, expected = twoSelf, two = twoSelf] = trusts;
    const typed = subjectOf(two, /\/i\/.*/, `/h/${comma.sha256}`);
    expect(namesOf(expected, typed, { certificate: comma, trusts })).to.deep.equal(['kind-hash-for-issued']);
  });

  it('lists every part, and marks those that differ', () => {
    const { parts } = diffTrust(twoSelf, { ...right(twoSelf), ...subjectOf(twoSelf, '/n/plugin', '/n/workflow') });
    expect(parts.map(({ part }) => part)).to.deep.equal([
      'issuer',
      'audience',
      'prefix',
      'tenant',
      'application',
      'component',
      'environment',
      'certificate',
    ]);
    expect(parts.filter(({ equal }) => equal === false).map(({ part }) => part)).to.include('component');
  });

  describe('two mistakes at once', () => {
    const wholeText: readonly MistakeName[] = ['subject-case', 'subject-blank', 'subject-percent-encoded'];
    const pairable = mistakeNames.filter((name) => {
      const { version, certificate } = makers[name];
      const wholeCredential = name === 'version-record-2-fic-0';
      return version === 2 && certificate(fixed).selfSigned && name !== 'subject-case' && !wholeCredential;
    });

    it('names both, in any order that shows both', () => {
      fc.assert(
        fc.property(randomSetup, fc.constantFrom(...pairable), fc.constantFrom(...pairable), (setup, a, b) => {
          fc.pre(!wholeText.includes(a));
          const certificate = selfSignedOf(setup);
          const expected = trustOf(setup, certificate, 2);
          const credential = right(expected);
          const [one, other] = [makers[a].make(credential, setup), makers[b].make(credential, setup)];
          const both = { ...credential, ...one, ...makers[b].make({ ...credential, ...one }, setup) };
          const hints = { certificate, ...makers[a].hints?.(setup), ...makers[b].hints?.(setup) };
          const partOf = (actual: object) => diffTrust(expected, { ...credential, ...actual }, hints).mistakes[0]?.part;
          fc.pre(partOf(one) !== partOf(other));
          const names = diffTrust(expected, both, hints).mistakes.map(({ name }) => name);
          expect(names).to.include.members([a, b]);
          expect(names.length).to.be.lessThan(4);
        }),
        { numRuns: 500 },
      );
    });

    const tenant = encodeGuidPrintedOrder('5b404cf4-a79d-4cfe-b866-24bf8e1a4921');
    it('byte order and wrong audience', () => {
      const { tenantId } = fixed;
      const typed = subjectOf(twoSelf, /\/t\/[^/]+/, `/t/${encodeGuidPrintedOrder(tenantId)}`);
      expect(namesOf(twoSelf, { ...typed, audience: 'api://AzureADTokenExchangeUSGov' })).to.deep.equal([
        'audience-wrong-cloud',
        'tenant-big-endian',
      ]);
    });

    it('upper-case hash and old environment', () => {
      const typed = subjectOf(twoSelf, fixed.environmentId, fixed.otherId).subject.replace(
        self.sha256,
        self.sha256.toUpperCase(),
      );
      expect(namesOf(twoSelf, { subject: typed })).to.deep.equal(['environment-other', 'hash-upper-case']);
    });

    it('printed order and the standard alphabet', () => {
      const setup = { ...fixed, tenantId: '5b404cf4-a79d-4cfe-b866-24bf8e1a4921' };
      const expected = trustOf(setup, self, 2);
      const padded = Buffer.from(tenant, 'base64url').toString('base64');
      expect(namesOf(expected, subjectOf(expected, /\/t\/[^/]+/, `/t/${padded}`))).to.deep.equal([
        'tenant-big-endian',
        'tenant-standard-base64',
      ]);
    });

    it('long segment and upper case', () => {
      const typed = subjectOf(twoSelf, `/h/${self.sha256}`, `/hash/${self.sha256.toUpperCase()}`);
      expect(namesOf(twoSelf, typed, { certificate: self })).to.deep.equal(['hash-upper-case', 'hash-segment-long']);
    });

    it('never updates a credential of another environment without dashes: it may be in use', () => {
      const diff = diffTrust(twoSelf, {
        ...right(twoSelf),
        ...subjectOf(twoSelf, fixed.environmentId, fixed.otherId.replaceAll('-', '')),
      });
      expect(diff.mistakes.map(({ name }) => name)).to.deep.equal(['environment-other', 'environment-without-dashes']);
      expect(diff.repair).to.equal('create-beside');
    });
  });

  describe('no known mistake', () => {
    const unknown: readonly (readonly [string, Partial<PresentedTrust>])[] = [
      ['a subject of another product', { subject: 'repo:contoso/app:ref:refs/heads/main' }],
      [
        'a subject of SharePoint',
        subjectOf(twoSelf, /\/n\/.*/, '/Env/7efcc31a-c410-e20e-9b95-dd448cedf653/sharepointmanagedidentity/1'),
      ],
      ['an audience of nobody', { audience: 'something' }],
      ['an issuer of nobody', { issuer: 'https://token.actions.githubusercontent.com' }],
      ['another kind of component', subjectOf(twoSelf, '/n/plugin', '/n/serviceendpoint')],
    ];
    for (const [what, actual] of unknown) {
      it(what, () => {
        const diff = diffTrust(twoSelf, { ...right(twoSelf), ...actual }, { certificate: self });
        expect(diff.equal).to.equal(false);
        expect(diff.mistakes).to.deep.equal([]);
        expect(diff.repair, 'what nobody understands is never changed').to.equal('create-beside');
      });
    }
  });

  describe('a malformed segment', () => {
    const repairs = (typed: string) => {
      const actual = { ...right(twoSelf), ...subjectOf(twoSelf, self.sha256, typed) };
      const { mistakes, repair } = diffTrust(twoSelf, actual, { certificate: self });
      return [...mistakes.map(({ name }) => name), repair];
    };

    it('is corrected in place if it is a fragment of the right one', () => {
      for (const typed of [
        self.sha256.slice(1),
        `${self.sha256}/`,
        `${self.sha256.slice(0, 30)}${self.sha256.slice(31)}`,
      ])
        expect(repairs(typed), typed).to.deep.equal(['subject-malformed', 'update']);
    });

    it('is never changed if it may be a fragment of another one', () => {
      expect(repairs('abc')).to.deep.equal(['subject-malformed', 'create-beside']);
      expect(repairs(otherSelfSigned.sha256.slice(1))).to.deep.equal(['subject-malformed', 'create-beside']);
    });
  });

  describe('the most specific mistake is reported', () => {
    it('the organization before an unknown environment', () => {
      const typed = subjectOf(twoSelf, fixed.environmentId, fixed.organizationId);
      expect(namesOf(twoSelf, typed, { organizationId: fixed.organizationId })).to.deep.equal([
        'environment-is-organization',
      ]);
      expect(namesOf(twoSelf, typed)).to.deep.equal(['environment-other']);
    });

    it('the audience of version 0 before a case difference', () => {
      expect(namesOf(twoSelf, { audience: 'api://azureadtokenexchange' })).to.deep.equal(['audience-version-0']);
    });

    it('reports an upper-case hash as such, unless everything is in upper case', () => {
      const hash = subjectOf(twoSelf, self.sha256, self.sha256.toUpperCase());
      expect(namesOf(twoSelf, hash)).to.deep.equal(['hash-upper-case']);
      expect(namesOf(twoSelf, subjectOf(twoSelf, '/h/', '/H/'))).to.deep.equal(['subject-case']);
    });

    it('the misspelled host before the host of version 0', () => {
      const issuer = trustOf(fixed, self, 0).issuer?.replace('environment', 'enviornment') ?? '';
      const { mistakes } = diffTrust(twoSelf, { ...right(twoSelf), issuer });
      expect(mistakes.map(({ name, candidate }) => [name, candidate])).to.deep.equal([
        ['issuer-typo-enviornment', false],
        ['issuer-version-0', true],
      ]);
    });

    it('treats an unknown hash as an old certificate and never overwrites it', () => {
      const diff = diffTrust(
        twoSelf,
        { ...right(twoSelf), ...subjectOf(twoSelf, self.sha256, 'ab'.repeat(32)) },
        { certificate: self },
      );
      expect(diff.mistakes.map(({ name, repair }) => [name, repair])).to.deep.equal([
        ['hash-old-certificate', 'create-beside'],
      ]);
    });

    it('never overwrites a hash of an unknown certificate for an issued one', () => {
      const expected = trustOf(fixed, withState, 2);
      const typed = subjectOf(expected, /\/i\/.*/, `/h/${'ab'.repeat(32)}`);
      const diff = diffTrust(expected, { ...right(expected), ...typed }, { certificate: withState });
      expect(diff.mistakes.map(({ name, candidate }) => [name, candidate])).to.deep.equal([
        ['hash-old-certificate', false],
        ['kind-hash-for-issued', true],
      ]);
      expect(diff.repair).to.equal('create-beside');
    });
  });

  it('recognizes the name texts of other tools', () => {
    const expected = trustOf(fixed, comma, 2);
    const listed: readonly (readonly [string, readonly MistakeName[]])[] = [
      ['OI4ellnrUc51m2fEB5Z9t5-EET67Bb4dTDdlKXXbZP0', ['dn-openssl-order']],
      ['V524gaPi1WeCWKXYaYInJfjSkB6TLzGH3ap0_KBNJoA', ['dn-st-for-s']],
      ['jlTBUu3UB8LinNEKhCljjLJBm-dh9OUEt0PJzskIb3c', ['dn-no-space']],
      ['h5qabYNWwwHV-bkF1g4mJsCkDsKpYMVz4IO9N60dU_E', ['dn-st-for-s', 'dn-no-space']],
      ['NJMf5mc7BTIUQ1gwDLkg1kR-P98E_hesdEYbQsVeXnA', ['dn-openssl-order', 'dn-st-for-s']],
      ['oZ5s7oKP6-yTnP4uFwyqJEoEObtYhH-0hxdvPMdSDQ4', ['dn-openssl-order', 'dn-st-for-s']],
      ['b-DfU7aIgfsiO2D9J-jRnKDdTtLnblmwr0JQCTkSLDY', ['dn-cn-only']],
      ['Vmo1y0lqwCEwrLX6fD6bBvFCN1AyTs7VESKFrbH5E0w', ['dn-cn-only']],
      ['XigFPSVVIGxonVcRxyVm9vu8wGPA33mRjIx95h3zMBY', ['dn-trailing-newline']],
      ['da9gzYyAeO3izJPHTl9fVk0MV89XTq0XdhZ7NjU98kE', ['dn-trailing-newline']],
      ['JhetO--_iSgAVsc1mwUEaAajHMERZrkxPER-it6s78Y', []],
    ];
    for (const [hash, names] of listed) {
      expect(
        namesOf(expected, subjectOf(expected, /\/s\/.*/, `/s/${hash}`), { certificate: comma }),
        hash,
      ).to.deep.equal(names);
    }
  });

  for (const file of readdirSync(containers).filter((name) => /\.(pfx|p12|pem)$/.test(name))) {
    it(`recognizes the hash of ${file}`, () => {
      const bytes = readFileSync(new URL(file, containers));
      const hash = createHash('sha256').update(bytes).digest('hex');
      const typed = subjectOf(twoSelf, self.sha256, hash);
      const name = file.endsWith('.pem') ? 'hash-of-pem' : 'hash-of-pfx';
      expect(namesOf(twoSelf, typed, { certificate: self, otherFiles: [bytes] })).to.deep.equal([name]);
    });
  }

  it('recognizes the root of an embedded chain instead of the issuer', async () => {
    const { certificate, chain } = await signedFile('assemblies/issued-public.dll');
    if (certificate === null) throw new Error('not signed');
    const [, , expected] = composeTrusts({ ...fixed, certificate, otherSigners: [], component: 'assembly' });
    const root = 'CbU4aLeMzxlDNviDWPOJZgazScqexvuRndHfSz95ric';
    const typed = subjectOf(expected, /\/i\/[^/]+/, `/i/${root}`);
    expect(namesOf(expected, typed, { certificate, chain })).to.deep.equal(['dn-root-issuer']);
  });

  it('a subject of an unknown form equals itself and no other text', () => {
    const expected = { ...twoSelf, subject: '/eid2/quoted' };
    expect(diffTrust(expected, right(expected)).equal).to.equal(true);
    expect(diffTrust(expected, { ...right(expected), subject: '/eid2/other' }).equal).to.equal(false);
  });

  it('distinguishes a renewed certificate from the previous one', () => {
    const typed = subjectOf(twoSelf, self.sha256, otherSelfSigned.sha256);
    const { mistakes } = diffTrust(twoSelf, { ...right(twoSelf), ...typed }, { otherCertificates: [otherSelfSigned] });
    expect(mistakes.map(({ name }) => name)).to.deep.equal(['hash-old-certificate']);
  });

  it('reports the version first, then other mistakes', () => {
    const trusts = trustsOf(fixed, withState);
    const [, one = twoSelf, two = twoSelf] = trusts;
    const typed = subjectOf(one, fixed.environmentId, fixed.otherId);
    const diff = diffTrust(two, { ...right(two), ...typed }, { certificate: withState, trusts });
    expect(diff.mistakes.map(({ name }) => name)).to.deep.equal(['environment-other', 'version-record-2-fic-1']);
    expect(diff.repair).to.equal('create-beside');
  });

  it('accepts every issuer of a cloud', () => {
    for (const cloud of cloudIds) {
      const expected = trustOf({ ...fixed, cloud }, self, 2);
      for (const issuer of issuers(cloud, fixed.tenantId)) {
        expect(namesOf(expected, { issuer: issuer.replace(fixed.tenantId, fixed.otherId) }), cloud).to.deep.equal([
          'issuer-other-tenant',
        ]);
      }
    }
  });
});
