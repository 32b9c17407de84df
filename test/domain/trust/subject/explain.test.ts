import { expect } from 'chai';
import fc from 'fast-check';
import type { MistakeName } from '../../../../src/domain/trust/mistakes/mistakes.ts';
import { explainSubject } from '../../../../src/domain/trust/subject/explain.ts';
import { certificatesOfEveryKind, makersAlone, right } from './makers.ts';
import { fixed, randomSetup, selfSignedOf, trustOf, trustsOf } from './setups.ts';

const seen =
  '/eid1/c/pub/t/vxaAc1kvykaWYDV9HeO4ZQ/a/qzXoWDkuqUa3l6zM5mM0Rw/n/plugin/e/7efcc31a-c410-e20e-9b95-dd448cedf653/h/b7d2145e1e8f76faa41561e47b70eb3bc7ca5b2f337ded7480c21a343c8ac6c3';
const head = seen.slice(0, seen.indexOf('/h/'));
const issuer = 'https://login.microsoftonline.com/738016bf-2f59-46ca-9660-357d1de3b865/v2.0';
const audience = 'api://AzureADTokenExchange';

const namesOf = (subject: string, iss: string | null = null, aud: string | null = null): readonly MistakeName[] =>
  explainSubject(subject, iss, aud).mistakes.map(({ name }) => name);

describe('subject/explain', () => {
  it('decodes a subject that worked for a real tenant', () => {
    const { mistakes, segments, kind, service, ambiguous, ...json } = explainSubject(seen, issuer, audience);
    expect(json).to.deep.equal({
      version: null,
      versions: [1, 2],
      workload: { kind: 'dataverse-plugin', parts: [] },
      cloud: 'pub',
      clouds: ['public', 'gcc'],
      tenantId: '738016bf-2f59-46ca-9660-357d1de3b865',
      applicationId: '58e835ab-2e39-46a9-b797-accce6633447',
      component: 'plugin',
      environmentId: '7efcc31a-c410-e20e-9b95-dd448cedf653',
      certificate: {
        kind: 'hash',
        sha256: 'b7d2145e1e8f76faa41561e47b70eb3bc7ca5b2f337ded7480c21a343c8ac6c3',
        sha1: null,
        issuer: null,
        subject: null,
      },
    });
    expect([mistakes, kind, service, ambiguous]).to.deep.equal([[], 'plug-in', null, false]);
    expect(segments.map(({ text }) => text).join('')).to.equal(seen);
    expect(segments.every(({ confidence }) => confidence === 'documented')).to.equal(true);
  });

  it('decodes the three forms of an issued certificate', () => {
    const names = explainSubject(`${head}/i/Northwind Issuing CA 1/s/Contoso Release`);
    expect([names.version, names.certificate?.kind]).to.deep.equal([1, 'names']);
    expect(names.certificate).to.include({
      issuer: 'Northwind Issuing CA 1',
      subject: 'Contoso Release',
      sha256: null,
    });
    const hashed = explainSubject(
      `${head}/i/9HvE-kxaKSVQYbNeMDNsXWAkywm3yz_Zsg88c_0hFjM/s/wHCc7v1FY8Yb4KMved3bJjtwUFzmtrhsDTTQiwTRt9I`,
    );
    expect([hashed.version, hashed.certificate?.kind]).to.deep.equal([2, 'hashed-names']);
    const legacy = explainSubject(
      'component:pluginassembly,thumbprint:C67255AD07AB5E6A0A3F1979DAC2F928A580E6F4,environment:7efcc31a-c410-e20e-9b95-dd448cedf653',
    );
    expect([legacy.version, legacy.cloud, legacy.certificate?.kind]).to.deep.equal([0, null, 'thumbprint']);
    expect(legacy.certificate?.sha1).to.equal('C67255AD07AB5E6A0A3F1979DAC2F928A580E6F4');
    for (const { mistakes } of [names, hashed, legacy]) expect(mistakes).to.deep.equal([]);
  });

  it('names the clouds that share a prefix, and lets the issuer decide where it can', () => {
    expect(explainSubject(seen.replace('/pub', '/usg')).clouds).to.deep.equal(['gcchigh', 'dod']);
    expect(explainSubject(seen.replace('/pub', '/uss')).clouds).to.deep.equal(['usnat', 'ussec']);
    const ussec = explainSubject(seen.replace('/pub', '/uss'), issuer.replace('.com', '.microsoft.scloud'));
    expect([ussec.clouds, ussec.mistakes]).to.deep.equal([['ussec'], []]);
    expect(explainSubject(seen.replace('/pub', '/xyz')).clouds).to.deep.equal([]);
  });

  it('lets the issuer decide the byte order of the tenant', () => {
    const subject = seen.replace('vxaAc1kvykaWYDV9HeO4ZQ', 'c4AWvy9ZRsqWYDV9HeO4ZQ');
    expect(namesOf(subject)).to.deep.equal([]);
    const explained = explainSubject(subject, issuer);
    expect(explained.mistakes.map(({ name }) => name)).to.deep.equal(['tenant-big-endian']);
    expect(explained.tenantId).to.equal('738016bf-2f59-46ca-9660-357d1de3b865');
  });

  it('calls no right credential of any cloud, version and certificate a mistake', () => {
    fc.assert(
      fc.property(randomSetup, fc.constantFrom(...certificatesOfEveryKind), (setup, certificate) => {
        for (const trust of trustsOf(setup, certificate)) {
          for (const subject of [trust.subject, ...trust.alternatives]) {
            for (const iss of [null, trust.issuer, ...trust.issuerAlternatives]) {
              if (subject === null) continue;
              expect(namesOf(subject, iss, trust.audience), subject).to.deep.equal([]);
              expect(namesOf(subject, iss), subject).to.deep.equal([]);
            }
          }
        }
      }),
    );
  });

  for (const [name, maker] of makersAlone) {
    it(`${name} is recognized without the expected value`, () => {
      fc.assert(
        fc.property(randomSetup, (setup) => {
          const credential = right(trustOf(setup, maker.certificate(setup), maker.version));
          const { subject, issuer: iss, audience: aud } = { ...credential, ...maker.make(credential, setup) };
          const names = namesOf(subject, iss, aud);
          expect(names).to.include(name);
          expect(names.length).to.be.lessThan(3);
        }),
        { numRuns: 40 },
      );
    });
  }

  it('reports that the tenants of subject and issuer differ', () => {
    const { mistakes } = explainSubject(seen, issuer.replace('738016bf', '00000000'));
    expect(mistakes.map(({ name, candidate }) => [name, candidate])).to.deep.equal([
      ['issuer-other-tenant', false],
      ['tenant-other', true],
    ]);
  });

  it('decides the cloud by two of three claims', () => {
    const subject = seen.replace('/pub', '/chn');
    expect(namesOf(subject, issuer, audience)).to.deep.equal(['prefix-wrong-cloud']);
    expect(namesOf(subject, issuer)).to.deep.equal(['issuer-wrong-cloud', 'prefix-wrong-cloud']);
  });

  it('does not judge subjects of other services', () => {
    const subject = seen.replace(/\/n\/.*/, '/Env/{x}/sharepointmanagedidentity/1');
    const explained = explainSubject(subject, 'https://sts.windows.net/common', 'API://X');
    expect([explained.kind, explained.service, explained.mistakes]).to.deep.equal(['foreign', 'SharePoint', []]);
    expect(explained.segments.map(({ text }) => text).join('')).to.equal(subject);
  });

  it('reports a leftover placeholder', () => {
    const { tenantId, segments } = explainSubject(seen.replace('vxaAc1kvykaWYDV9HeO4ZQ', '{encodedTenantId}'));
    expect(tenantId).to.equal(null);
    expect(segments.find(({ text }) => text.startsWith('/t/'))?.meaning).to.include('placeholder');
  });

  it("only names the workload of another system's subject", () => {
    const { kind, service, workload, mistakes } = explainSubject('repo:contoso/app:ref:refs/heads/main');
    expect([kind, service, workload?.kind, mistakes]).to.deep.equal([
      'foreign',
      'GitHub Actions',
      'github-actions',
      [],
    ]);
  });

  it('reports nothing for a text that is not a subject', () => {
    for (const text of ['', 'hello', '/eid1/c/pub']) {
      const { kind, mistakes, versions, certificate } = explainSubject(text);
      expect([kind, mistakes, versions, certificate], text).to.deep.equal(['unrecognised', [], [], null]);
    }
  });

  it('names a comma and letters beyond ASCII in common names', () => {
    expect(namesOf(`${head}/i/CA/s/Contoso, Inc.`)).to.deep.equal(['cn-comma']);
    expect(namesOf(`${head}/i/CA/s/Müller`)).to.deep.equal(['cn-non-ascii']);
  });

  it('explains the host of version 0 by its cloud', () => {
    const { subject, issuer: iss } = trustOf({ ...fixed, cloud: 'dod' }, selfSignedOf(fixed), 0);
    expect(explainSubject(subject ?? '', iss).clouds).to.deep.equal(['dod']);
  });
});
