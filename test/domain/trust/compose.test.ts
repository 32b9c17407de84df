import { expect } from 'chai';
import type { CloudId } from '../../../src/domain/cloud/cloud.ts';
import { composeTrusts } from '../../../src/domain/trust/compose.ts';
import type { Trust } from '../../../src/domain/trust/trust.ts';
import { fixture, readCertificate, signedFile } from './subject/fixture-certificates.ts';

interface Row {
  readonly file: string;
  readonly cloud: CloudId;
  readonly tenant: string;
  readonly environment: string;
  readonly trusts: readonly Omit<Trust, 'reason'>[];
}

const { trusts: rows } = fixture<{ trusts: readonly Row[] }>('trusts.json');
async function inputOf({ file, cloud, tenant, environment }: Row) {
  const { certificate, otherSigners } = await signedFile(file);
  if (certificate === null) throw new Error(`${file} is not signed`);
  const component = file.endsWith('.nupkg') ? ('package' as const) : ('assembly' as const);
  return { certificate, otherSigners, component, cloud, tenantId: tenant, environmentId: environment };
}

const environmentId = '7efcc31a-c410-e20e-9b95-dd448cedf653';
const tenantId = '738016bf-2f59-46ca-9660-357d1de3b865';
const target = { component: 'assembly', cloud: 'public', tenantId, environmentId, otherSigners: [] } as const;

const selfRsa = await readCertificate('self-rsa');

describe('subject/compose', () => {
  for (const row of rows) {
    it(`${row.file} in ${row.cloud} gives the recorded trusts`, async () => {
      const made = composeTrusts(await inputOf(row));
      expect(made.map(({ version }) => version)).to.deep.equal([0, 1, 2]);
      for (const [index, expected] of row.trusts.entries()) {
        const trust = made[index];
        expect(trust?.subject, 'subject').to.equal(expected.subject);
        if (expected.issuer !== null) expect(trust?.issuer, 'issuer').to.equal(expected.issuer);
        if (expected.audience !== null) expect(trust?.audience, 'audience').to.equal(expected.audience);
        expect(trust?.confidence, 'confidence').to.equal(expected.confidence);
        expect(trust?.issuerAlternatives, 'issuerAlternatives').to.include.members([...expected.issuerAlternatives]);
        expect(trust?.alternatives, 'alternatives').to.include.members([...expected.alternatives]);
        if (expected.confidence === 'documented') expect(trust?.alternatives).to.deep.equal([]);
        expect(trust?.reason === null, 'a reason wherever something is not documented').to.equal(
          expected.confidence === 'documented',
        );
      }
    });
  }

  it('marks a name that only Linux can print as not verified, even without alternatives', async () => {
    const issued = await readCertificate('issued-plain');
    const [row] = issued.names;
    if (row === undefined) throw new Error('a certificate has names');
    const certificate = { ...issued, names: [{ ...row, platform: 'linux' as const }], namesDiffer: 'For some reason.' };
    const [, , two] = composeTrusts({ ...target, certificate });
    expect(two).to.deep.include({ confidence: 'not-verified', alternatives: [] });
    expect(two.subject).to.contain(row.subjectHash);
    expect(two.reason).to.contain('print the names of this certificate differently');
  });

  it('shows both forms of a default environment, and verifies neither', () => {
    const [zero, one, two] = composeTrusts({
      ...target,
      certificate: selfRsa,
      environmentId: `Default-${tenantId.toUpperCase()}`,
    });
    for (const { subject, alternatives, confidence, reason } of [zero, one, two]) {
      expect(confidence).to.equal('not-verified');
      expect(subject).to.include(`Default-${tenantId}`);
      expect(alternatives).to.deep.equal([subject?.replace('Default-', '')]);
      expect(reason).to.include('default environment');
    }
    expect(zero.issuer).to.equal(
      'https://default738016bf2f5946ca9660357d1de3b8.65.environment.api.powerplatform.com/sts',
    );
  });

  it('shows both version 0 hosts when the length of the host suffix is not known (China)', () => {
    const [zero] = composeTrusts({ ...target, certificate: selfRsa, cloud: 'china' });
    expect([zero.issuer, ...zero.issuerAlternatives]).to.deep.equal([
      'https://7efcc31ac410e20e9b95dd448cedf6.53.environment.api.powerplatform.partner.microsoftonline.cn/sts',
      'https://7efcc31ac410e20e9b95dd448cedf65.3.environment.api.powerplatform.partner.microsoftonline.cn/sts',
    ]);
    expect(zero.audience).to.equal(null);
  });

  it('accepts GUIDs in any common form and writes them in one', () => {
    const plain = composeTrusts({ ...target, certificate: selfRsa });
    const odd = composeTrusts({
      ...target,
      certificate: selfRsa,
      tenantId: `{${tenantId.toUpperCase()}}`,
      environmentId: environmentId.replaceAll('-', '').toUpperCase(),
    });
    expect(odd).to.deep.equal(plain);
  });

  it('says which character keeps a common name from being predicted', async () => {
    const [, one] = composeTrusts({ ...target, certificate: await readCertificate('issued-public') });
    expect(one.subject).to.equal(null);
    expect(one.reason).to.include('comma').and.include('version 2');
  });

  it('lists the subjects of other signers, even if the first is unpredictable', async () => {
    const certificate = await readCertificate('issued-public');
    const [, one] = composeTrusts({ ...target, certificate, otherSigners: [selfRsa] });
    expect(one.subject).to.equal(null);
    expect(one.alternatives).to.have.lengthOf(1);
    expect(one.alternatives[0]).to.include(`/h/${selfRsa.sha256}`);
  });

  it('equals a subject that works in a real tenant', () => {
    const seen = {
      ...selfRsa,
      sha256: 'b7d2145e1e8f76faa41561e47b70eb3bc7ca5b2f337ded7480c21a343c8ac6c3',
    };
    const [, one] = composeTrusts({ ...target, component: 'package', certificate: seen });
    expect(one.subject).to.equal(
      '/eid1/c/pub/t/vxaAc1kvykaWYDV9HeO4ZQ/a/qzXoWDkuqUa3l6zM5mM0Rw/n/plugin/e/7efcc31a-c410-e20e-9b95-dd448cedf653/h/b7d2145e1e8f76faa41561e47b70eb3bc7ca5b2f337ded7480c21a343c8ac6c3',
    );
  });
});
