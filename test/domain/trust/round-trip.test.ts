import { expect } from 'chai';
import fc from 'fast-check';
import { diffTrust } from '../../../src/domain/trust/diff.ts';
import { parseSubject } from '../../../src/domain/trust/subject/parse.ts';
import { writeLegacySubject, writeSubject } from '../../../src/domain/trust/subject/write.ts';
import { randomSetup, selfSignedOf, trustOf } from './subject/setups.ts';

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
