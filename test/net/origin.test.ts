import { expect } from 'chai';
import { composedUrl } from '../../src/net/origin.ts';
import { thrownBy } from '../thrown.ts';

const graph = 'https://graph.microsoft.com/v1.0';

describe('composedUrl', () => {
  for (const url of [
    graph,
    'https://graph.microsoft.com',
    `${graph}/applications(appId='11111111-1111-4111-8111-111111111111')?$select=id`,
    'https://o.crm.dynamics.com/api/data/v9.2/RetrieveCurrentOrganization(AccessType=@p1)?@p1=x',
    "https://o.crm.dynamics.com/api/data/v9.2/EntityDefinitions(LogicalName='managedidentity')/Attributes?$filter=a eq 'b'",
    'https://management.azure.com/subscriptions/s/resourceGroups/group name/providers/x?api-version=1',
    `${graph}/a%20b`,
  ]) {
    it(`takes ${url}`, () => expect(composedUrl(url).href).to.equal(new URL(url).href));
  }

  for (const id of [
    "x')/../../organization?a=('",
    '../../users/VICTIM',
    'a/./b',
    '%2e%2e/users',
    'a\\..\\b',
    'a#b',
    'a/..',
  ]) {
    it(`rejects the ID ${id}, which leads elsewhere`, () => {
      const error = thrownBy(() => composedUrl(`${graph}/applications/${id}/federatedIdentityCredentials`));
      expect(error.id).to.equal('answer-malformed');
    });
  }
});
