import { expect } from 'chai';
import fc from 'fast-check';
import { cloudIds, platformApplicationId, subjectPrefixes } from '../../../../src/domain/cloud/cloud.ts';
import type { SubjectPart } from '../../../../src/domain/trust/parts.ts';
import { type ParsedSubject, parseSubject } from '../../../../src/domain/trust/subject/parse.ts';
import { writeLegacySubject, writeSubject } from '../../../../src/domain/trust/subject/write.ts';
import { growth, mostGrowth } from '../../../cpu-time.ts';

const seen =
  '/eid1/c/pub/t/vxaAc1kvykaWYDV9HeO4ZQ/a/qzXoWDkuqUa3l6zM5mM0Rw/n/plugin/e/7efcc31a-c410-e20e-9b95-dd448cedf653/h/b7d2145e1e8f76faa41561e47b70eb3bc7ca5b2f337ded7480c21a343c8ac6c3';
const head = seen.slice(0, seen.indexOf('/h/'));

const hexDigits = fc.constantFrom(...'0123456789abcdef');
const sha256 = fc.string({ unit: hexDigits, minLength: 64, maxLength: 64 });
const digest = fc.uint8Array({ minLength: 32, maxLength: 32 }).map((bytes) => Buffer.from(bytes).toString('base64url'));
/** Names that a version 1 subject can carry, and some that it cannot. */
const commonName = fc
  .string({ unit: fc.constantFrom(...'abcXYZ019 .-_()/&üß'), minLength: 1, maxLength: 40 })
  .map((name) => name.trim())
  .filter((name) => name !== '' && !/\/s\/|^s\/|\/s$/i.test(name));
const environmentId = fc.oneof(
  fc.uuid(),
  fc.uuid().map((id) => `Default-${id}`),
);
const certificate = fc.oneof(
  sha256.map((hash) => ({ kind: 'hash' as const, sha256: hash })),
  fc.record({ kind: fc.constant('names' as const), issuer: commonName, subject: commonName }),
  fc.record({ kind: fc.constant('hashed-names' as const), issuer: digest, subject: digest }),
);
const plugIn = fc.record({
  prefix: fc.constantFrom(...cloudIds.flatMap((id) => [...subjectPrefixes(id)])),
  tenantId: fc.uuid(),
  applicationId: fc.constantFrom(platformApplicationId),
  environmentId,
  certificate,
});
const legacyName = commonName.filter((name) => !name.includes(','));
const legacy = fc.record({
  environmentId,
  certificate: fc.oneof(
    fc
      .string({ unit: hexDigits, minLength: 40, maxLength: 40 })
      .map((sha1) => ({ kind: 'thumbprint' as const, sha1: sha1.toUpperCase() })),
    fc.record({ kind: fc.constant('names' as const), issuer: legacyName, subject: legacyName }),
  ),
});

/** The parts with what introduces them, in order: the whole subject again, if nothing was lost. */
function rejoined({ pieces }: ParsedSubject, markers: Partial<Record<SubjectPart, string>>): string {
  return Object.entries(pieces)
    .flatMap(([part, piece]) => (piece === null ? [] : [{ part: part as SubjectPart, piece }]))
    .sort((a, b) => a.piece.start - b.piece.start)
    .map(({ part, piece }) => `${markers[part] ?? ''}${piece.text}`)
    .join('');
}

describe('subject/parse', () => {
  it('returns the parts of versions 1 and 2', () => {
    fc.assert(
      fc.property(plugIn, (subject) => {
        const parsed = parseSubject(writeSubject(subject));
        expect(parsed.kind).to.equal('plug-in');
        expect(parsed.pieces.prefix?.text).to.equal(subject.prefix);
        expect(parsed.tenantId).to.equal(subject.tenantId);
        expect(parsed.applicationId).to.equal(subject.applicationId);
        expect(parsed.environmentId).to.equal(subject.environmentId);
        const { kind, ...names } = subject.certificate;
        expect(parsed.certificate).to.deep.equal(
          'sha256' in names ? { kind, value: names.sha256 } : { kind, ...names },
        );
        expect([parsed.percentAt, parsed.blankAt]).to.deep.equal([null, null]);
      }),
    );
  });

  it('returns the parts of version 0', () => {
    fc.assert(
      fc.property(legacy, (subject) => {
        const parsed = parseSubject(writeLegacySubject(subject));
        expect(parsed.kind).to.equal('version-0');
        expect(parsed.environmentId).to.equal(subject.environmentId);
        const { kind, ...names } = subject.certificate;
        expect(parsed.certificate).to.deep.equal('sha1' in names ? { kind, value: names.sha1 } : { kind, ...names });
        expect(parsed.ambiguous).to.equal(false);
      }),
    );
  });

  it('loses no character of a subject to the gaps between parts', () => {
    const markers = { tenant: '/t/', application: '/a/', component: '/n/', environment: '/e/' };
    fc.assert(
      fc.property(plugIn, (subject) => {
        const text = writeSubject(subject);
        expect(rejoined(parseSubject(text), markers)).to.equal(text);
      }),
    );
  });

  it('never throws, whatever the text', () => {
    const piece = fc.constantFrom(
      '/eid1/c/',
      'pub',
      '/t/',
      '/a/',
      '/n/plugin',
      '/e/',
      '/h/',
      '/i/',
      '/s/',
      'component:',
    );
    const soup = fc
      .array(fc.oneof(piece, fc.string({ unit: 'binary' }), fc.constantFrom('%2F', '%', '%E4', ',')))
      .map((texts) => texts.join(''));
    fc.assert(
      fc.property(soup, (text) => {
        expect(parseSubject(text).raw).to.equal(text);
      }),
      { numRuns: 1000 },
    );
  });

  for (const [what, piece] of Object.entries({ spaces: ' ', slashes: '/a/', escapes: '%2F', words: 'x ' })) {
    it(`reads a long text in time proportional to its length: ${what}`, async () => {
      const text = (count: number) => `${piece === 'x ' ? '/eid1/c/' : ''}${piece.repeat(count)}`;
      const ratio = await growth(20_000, (count) => expect(parseSubject(text(count)).kind).to.equal('unrecognised'));
      expect(ratio).to.be.below(mostGrowth);
    });
  }

  it('reads the issuer up to the last /s/, because a common name may contain a slash', () => {
    const { certificate } = parseSubject(`${head}/i/Contoso A/s/CA/s/Contoso`);
    expect(certificate).to.deep.equal({ kind: 'names', issuer: 'Contoso A/s/CA', subject: 'Contoso' });
  });

  it('reads a tenant that was encoded with the standard alphabet, slashes and all', () => {
    const parsed = parseSubject(seen.replace('vxaAc1kvykaWYDV9HeO4ZQ', '9ExAW52n/ky4ZiS/jhpJIQ=='));
    expect(parsed.tenantId).to.equal('5b404cf4-a79d-4cfe-b866-24bf8e1a4921');
    expect(parsed.applicationId).to.equal(platformApplicationId);
  });

  it('anchors version 0 from the right, and says when a comma makes it ambiguous', () => {
    const text =
      'component:pluginassembly,subject:Contoso, Inc.,issuer:CA, G2,environment:7efcc31a-c410-e20e-9b95-dd448cedf653';
    const parsed = parseSubject(text);
    expect(parsed.certificate).to.deep.equal({ kind: 'names', issuer: 'CA, G2', subject: 'Contoso, Inc.' });
    expect(parsed.environmentId).to.equal('7efcc31a-c410-e20e-9b95-dd448cedf653');
    expect(parsed.ambiguous).to.equal(true);
  });

  const foreign: readonly (readonly [string, string | null, string])[] = [
    [
      'SharePoint',
      'SharePoint',
      '/a/qzXoWDkuqUa3l6zM5mM0Rw/Env/7efcc31a-c410-e20e-9b95-dd448cedf653/sharepointmanagedidentity/7',
    ],
    ['Bot Framework', 'Bot Framework', '/a/9ExAW52n_ky4ZiS_jhpJIQ/7efcc31a-c410-e20e-9b95-dd448cedf653'],
    ['Copilot Studio', 'Copilot Studio', '/a/m1WPnYRZpEaQKq1Cceg--g/aGVsbG8'],
    ['Azure DevOps', 'Azure DevOps', '/a/ABksf9SfiUuR03mmSZlvCg/sc/7efcc31a-c410-e20e-9b95-dd448cedf653/59b86021'],
    ['an unknown service', null, '/a/ABksf9SfiUuR03mmSZlvCg/x/y'],
  ];
  for (const [name, service, tail] of foreign) {
    it(`recognizes a subject of ${name}`, () => {
      const parsed = parseSubject(`/eid1/c/pub/t/vxaAc1kvykaWYDV9HeO4ZQ${tail}`);
      expect([parsed.kind, parsed.service]).to.deep.equal(['foreign', service]);
      expect(parsed.tenantId).to.equal('738016bf-2f59-46ca-9660-357d1de3b865');
    });
  }

  it('finds invisible characters and percent-encoding, and reads on', () => {
    const zeroWidth = parseSubject(seen.replace('/e/', '/e/\u200b'));
    expect(zeroWidth.environmentId).to.equal('7efcc31a-c410-e20e-9b95-dd448cedf653');
    expect(zeroWidth.blankAt).to.not.equal(null);
    const encoded = parseSubject(encodeURIComponent(seen));
    expect(encoded.certificate).to.deep.equal(parseSubject(seen).certificate);
    expect(encoded.percentAt).to.equal(0);
  });

  it('keeps the spaces of a common name', () => {
    const { certificate, blankAt } = parseSubject(`${head}/i/Northwind Issuing CA 1/s/Contoso Release`);
    expect(certificate).to.deep.equal({ kind: 'names', issuer: 'Northwind Issuing CA 1', subject: 'Contoso Release' });
    expect(blankAt).to.equal(null);
  });
});
