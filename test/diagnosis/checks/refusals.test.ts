import { expect } from 'chai';
import { inWorld } from './examine.ts';

describe('a refusal that is no matter of roles', () => {
  it('names the IP firewall of the environment instead of a role', async () => {
    const reasons = await inWorld(
      'dataverse-ip-firewall',
      () => {},
      ({ report }) => report.verdicts.flatMap(({ blocked }) => blocked?.permission ?? []),
    );
    expect(reasons.length).to.be.greaterThan(5);
    expect(reasons.filter((reason) => /System Customizer|membership/.test(reason))).to.deep.equal([]);
    expect(reasons[0]).to.contain('IP firewall').and.contain('ppmi explain dataverse-ip-firewall');
  });
});
