import { expect } from 'chai';
import { cloudIds, issuers, legacyIssuers } from '../../../src/domain/cloud/cloud.ts';
import { parseIssuer } from '../../../src/domain/trust/issuer.ts';

const tenantId = '738016bf-2f59-46ca-9660-357d1de3b865';
const environmentId = '7efcc31a-c410-e20e-9b95-dd448cedf653';

describe('subject/issuer', () => {
  for (const cloud of cloudIds) {
    it(`reads the issuers of ${cloud} back`, () => {
      for (const issuer of issuers(cloud, tenantId)) {
        const parsed = parseIssuer(issuer);
        expect(parsed).to.include({ kind: 'entra', tenantId, environmentId: null });
        expect(parsed.clouds).to.include(cloud);
        expect(parsed.mistakes).to.deep.equal([]);
      }
      for (const environment of [environmentId, `Default-${tenantId}`]) {
        for (const issuer of legacyIssuers(cloud, environment)) {
          const parsed = parseIssuer(issuer);
          expect(parsed).to.include({ kind: 'environment', environmentId: environment, tenantId: null });
          expect([parsed.clouds, parsed.mistakes]).to.deep.equal([[cloud], []]);
        }
      }
    });
  }

  it('reads a real host of a default environment', () => {
    const parsed = parseIssuer(
      'https://default66cf50745afe48d1a691a12b2121f44.b.environment.api.gov.powerplatform.microsoft.us/sts',
    );
    expect(parsed.environmentId).to.equal('Default-66cf5074-5afe-48d1-a691-a12b2121f44b');
    expect(parsed.clouds).to.deep.equal(['gcc']);
  });

  const slips: readonly (readonly [string, string, readonly string[]])[] = [
    ['the host of version 1 tokens', `https://sts.windows.net/${tenantId}/`, ['issuer-v1']],
    ['no version', `https://login.microsoftonline.com/${tenantId}`, ['issuer-no-v2']],
    ['a slash too many', `https://login.microsoftonline.com/${tenantId}/v2.0/`, ['issuer-trailing-slash']],
    ['a slash too few', `https://login.partner.microsoftonline.cn${tenantId}/v2.0`, ['issuer-missing-slash']],
    ['no tenant', 'https://login.microsoftonline.com/organizations/v2.0', ['issuer-common']],
    ['two slips', 'https://login.microsoftonline.com/common', ['issuer-common', 'issuer-no-v2']],
    [
      'the misspelt host of early pages',
      'https://7efcc31ac410e20e9b95dd448cedf6.53.enviornment.api.powerplatform.com/sts',
      ['issuer-typo-enviornment'],
    ],
  ];
  for (const [what, issuer, mistakes] of slips) {
    it(`recognizes ${what}`, () => {
      expect(parseIssuer(issuer).mistakes).to.deep.equal(mistakes);
    });
  }

  it('finds the tenant even after a host that ends in a hexadecimal digit', () => {
    const parsed = parseIssuer(`https://login.microsoftonline.microsoft.scloud${tenantId}/v2.0`);
    expect([parsed.host, parsed.tenantId]).to.deep.equal(['login.microsoftonline.microsoft.scloud', tenantId]);
  });

  it('returns nothing for another issuer', () => {
    for (const issuer of [
      '',
      'https://token.actions.githubusercontent.com',
      `http://login.microsoftonline.com/${tenantId}/v2.0`,
    ]) {
      expect(parseIssuer(issuer)).to.include({ kind: 'unrecognised', host: null, tenantId: null });
    }
  });
});
