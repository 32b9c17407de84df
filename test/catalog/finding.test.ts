import { expect } from 'chai';
import { presentFinding } from '../../src/catalog/finding.ts';
import { entries } from '../../src/catalog/index.ts';
import { validator } from '../schema.ts';

const bare = { args: {}, where: null, expected: null, actual: null };

describe('a finding in words', () => {
  it('has the shape of the schema, whatever its name', () => {
    const validate = validator('report.schema.json', '#/$defs/finding');
    for (const { code, name } of entries.filter((entry) => !entry.code.startsWith('PPMI9'))) {
      const finding = presentFinding({ ...bare, name, consequences: [{ ...bare, name: 'fic-missing' }] });
      expect(validate(finding), `${code}: ${JSON.stringify(validate.errors)}`).to.equal(true);
    }
  });

  it('fills the commands of its fix with what the finding and the run know', () => {
    const { fix } = presentFinding(
      {
        ...bare,
        name: 'issuer-trailing-slash',
        args: { credential: 'dev' },
        expected: 'https://x/v2.0',
        actual: 'https://x/v2.0/',
      },
      { environment: 'https://contoso.crm.dynamics.com', component: 'Contoso Orders', applicationId: 'app-1' },
    );
    expect(fix.split('\n')).to.deep.equal([
      'Show the plan; it changes nothing until it is confirmed:',
      '  ppmi repair --environment https://contoso.crm.dynamics.com --component "Contoso Orders"',
      'Or by hand, on the app registration:',
      `  az ad app federated-credential update --id app-1 --federated-credential-id dev --parameters '{"issuer":"https://x/v2.0"}'`,
    ]);
  });

  it('names the scenario instead of an environment in an emulated run', () => {
    const { fix } = presentFinding({ ...bare, name: 'binding-missing' }, { emulate: 'binding-missing' });
    expect(fix).to.include('  ppmi repair --emulate binding-missing\n');
  });

  it('promises a repair only where no decision is wanted', () => {
    const repairable = (name: string) => presentFinding({ ...bare, name }).repairable;
    expect(repairable('tenant-big-endian')).to.equal(true);
    expect(repairable('record-application-unknown')).to.equal(false);
    expect(repairable('assembly-unsigned')).to.equal(false);
  });
});
