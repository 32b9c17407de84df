import { expect } from 'chai';
import { inWorld } from '../../diagnosis/checks/examine.ts';

const fixOf = (scenario: string) =>
  inWorld(
    scenario,
    () => {},
    ({ report }) => report.findings[0]?.fix ?? '',
  );

describe('the requests that a fix prints', () => {
  it('patch the table of packages for a package (not the one of assemblies)', async () => {
    expect(await fixOf('binding-missing,component=package')).to.match(/\/pluginpackages\([0-9a-f-]{36}\)/);
    expect(await fixOf('binding-missing')).to.match(/\/pluginassemblies\([0-9a-f-]{36}\)/);
  });

  for (const scenario of ['binding-missing', 'binding-assembly-of-package', 'tenant-big-endian', 'fic-missing']) {
    it(`contain no placeholder if everything was read: ${scenario}`, async () => {
      expect(await fixOf(scenario))
        .to.include('az rest')
        .and.not.match(/[<>]/);
    });
  }

  it('bind to the right record, and give the application of a wrong one no trust', async () => {
    const fix = await fixOf('binding-other-record');
    expect(fix)
      .to.include('--method patch')
      .and.match(/\/pluginassemblies\([0-9a-f-]{36}\)/);
    expect(fix).to.not.include('federatedIdentityCredentials');
  });

  it('are those of the consequence if only it is planned', async () => {
    expect(await fixOf('fic-on-other-app')).to.include('--method post');
  });
});
