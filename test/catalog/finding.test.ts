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

describe('a message', () => {
  const message = (name: string, args: Record<string, string | null>) =>
    presentFinding({ ...bare, name, args }).message;

  it('says how the wrong value was made where that is known', () => {
    expect(message('dn-openssl-order', { how: 'openssl x509 -subject' })).to.match(/ \(openssl x509 -subject\)\.$/);
    expect(message('hash-of-pem', { how: 'the PEM text with LF line ends' })).to.equal(
      'The subject has the SHA-256 of the PEM text with LF line ends after `/h/`.',
    );
  });

  it('calls an empty version what it counts as', () => {
    expect(message('version-record-null-fic-1', { version: null })).to.include('has no version, which counts as 0');
  });

  it('gives days, not times', () => {
    expect(message('certificate-expired', { notAfter: '2026-01-01T00:00:00Z' })).to.match(/expired on 2026-01-01\.$/);
    expect(message('certificate-expires-soon', {})).to.match(/expires soon\.$/);
  });
});

describe('a fix for a credential', () => {
  const fix = (where: 'graph' | 'arm', repair: string | null) =>
    presentFinding({
      ...bare,
      name: 'tenant-other',
      args: { repair },
      where: { system: where, kind: 'federated identity credential', id: null, name: null },
    }).fix;

  it('is for the kind of identity that holds it', () => {
    expect(fix('graph', 'update')).to.include('az ad app federated-credential update');
    expect(fix('arm', 'update')).to.include('az identity federated-credential update');
  });

  it('creates it where it belongs when there is none yet', () => {
    const identity = { system: 'graph', kind: 'managed identity', id: null, name: null } as const;
    expect(presentFinding({ ...bare, name: 'fic-missing', where: identity }).fix).to.include(
      'az identity federated-credential create',
    );
    expect(presentFinding({ ...bare, name: 'fic-missing' }).fix).to.include('az ad app federated-credential create');
  });

  it('follows what the comparison says of this very difference', () => {
    expect(fix('graph', null)).to.include('federated-credential create');
    expect(fix('graph', 'update')).to.not.include('federated-credential create');
  });
});
