import { readFileSync } from 'node:fs';
import { expect } from 'chai';
import {
  cloud,
  cloudIds,
  cloudOfOrganizationHost,
  cloudsOfIssuerHost,
  cloudsOfLegacyIssuerHost,
  cloudsOfPrefix,
  issuers,
  legacyAudience,
  legacyIssuers,
  platformApplicationId,
  subjectPrefixes,
} from '../../../src/domain/cloud/cloud.ts';
import { encodeGuid } from '../../../src/domain/guid.ts';

const tenantId = '738016bf-2f59-46ca-9660-357d1de3b865';
const table = JSON.parse(readFileSync(new URL('../../../src/domain/cloud/clouds.json', import.meta.url), 'utf8')) as {
  shared: { ppmiSubjectAppSegment: { value: string } };
};

describe('cloud', () => {
  it('holds the application segment that the documentation prints', () => {
    expect(encodeGuid(platformApplicationId)).to.equal(table.shared.ppmiSubjectAppSegment.value);
  });

  const organizations: readonly (readonly [string, string | null])[] = [
    ['contoso.crm.dynamics.com', 'public'],
    ['contoso.crm4.dynamics.com', 'public'],
    ['contoso.crm9.dynamics.com', 'gcc'],
    ['contoso.crm.microsoftdynamics.us', 'gcchigh'],
    ['contoso.crm.appsplatform.us', 'dod'],
    ['contoso.crm.dynamics.cn', 'china'],
    ['contoso.crm.dynamics.eaglex.ic.gov', 'usnat'],
    ['contoso.crm.dynamics.microsoft.scloud', 'ussec'],
    ['CONTOSO.CRM.DYNAMICS.COM', 'public'],
    ['globaldisco.crm.dynamics.com', null],
    ['contoso.operations.dynamics.com', null],
    ['contoso.crm.dynamics.com.example.org', null],
    ['example.org', null],
  ];
  for (const [host, expected] of organizations) {
    it(`${host} is ${expected ?? 'no organization of any cloud'}`, () => {
      expect(cloudOfOrganizationHost(host)).to.equal(expected);
    });
  }

  it('has several values only where the sources disagree', () => {
    for (const id of cloudIds) {
      expect(subjectPrefixes(id).length, id).to.equal(cloud(id).subjectPrefix.conflict ? 2 : 1);
      expect(issuers(id, tenantId).length, id).to.equal(cloud(id).ficIssuerTemplate.conflict ? 2 : 1);
      expect(legacyIssuers(id, tenantId).length, id).to.equal(cloud(id).environmentHostSuffixLength.conflict ? 2 : 1);
    }
  });

  it('prints the documented value first', () => {
    expect(subjectPrefixes('usnat')).to.deep.equal(['/eid1/c/uss', '/eid1/c/usn']);
    expect(issuers('ussec', tenantId)).to.deep.equal([
      `https://login.microsoftonline.scloud/${tenantId}/v2.0`,
      `https://login.microsoftonline.microsoft.scloud/${tenantId}/v2.0`,
    ]);
  });

  it('cuts the host of version 0 where each cloud cuts it', () => {
    expect(legacyIssuers('public', '92e1c10d-0b34-e28b-a4a8-7e3630f46a06')).to.deep.equal([
      'https://92e1c10d0b34e28ba4a87e3630f46a.06.environment.api.powerplatform.com/sts',
    ]);
    expect(legacyIssuers('gcc', 'E81E6CF4-34da-48b8-ab34-c42317e9b434')).to.deep.equal([
      'https://e81e6cf434da48b8ab34c42317e9b43.4.environment.api.gov.powerplatform.microsoft.us/sts',
    ]);
  });

  it('knows the audience of version 0 for public and GCC, and of no other cloud', () => {
    expect(cloudIds.map((id) => legacyAudience(id) !== null)).to.deep.equal([
      true,
      true,
      false,
      false,
      false,
      false,
      false,
    ]);
  });

  it('finds the clouds of a prefix and of a host, and takes no alias for an issuer', () => {
    expect(cloudsOfPrefix('/eid1/c/usn')).to.deep.equal(['usnat', 'ussec']);
    expect(cloudsOfIssuerHost('login.microsoftonline.us')).to.deep.equal(['gcchigh', 'dod']);
    expect(cloudsOfIssuerHost('login.chinacloudapi.cn')).to.deep.equal([]);
    expect(cloudsOfIssuerHost('sts.windows.net')).to.deep.equal([]);
    expect(cloudsOfLegacyIssuerHost('a.b.environment.api.appsplatform.us')).to.deep.equal(['dod']);
    expect(cloudsOfLegacyIssuerHost('a.b.environment.api.dev.powerplatform.com')).to.deep.equal([]);
  });
});
