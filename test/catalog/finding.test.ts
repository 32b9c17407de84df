import { expect } from 'chai';
import type { Args } from '../../src/catalog/entry.ts';
import { messageOf, presentFinding } from '../../src/catalog/finding.ts';
import { findingNames, findings } from '../../src/catalog/index.ts';
import { type FindingArgs, type FindingName, finding } from '../../src/domain/findings.ts';
import { mistakeNames } from '../../src/domain/trust/mistakes/mistakes.ts';
import { unknownArgs, unknownFinding } from '../findings.ts';
import { validator } from '../schema.ts';

describe('a finding in words', () => {
  it('has the shape of the schema, whatever its name', () => {
    const validate = validator('report.schema.json', '#/$defs/finding');
    for (const name of findingNames) {
      const shown = presentFinding({ ...unknownFinding(name), consequences: [unknownFinding('fic-missing')] });
      expect(validate(shown), `${name}: ${JSON.stringify(validate.errors)}`).to.equal(true);
    }
  });

  it('fills the commands of its fix with what the finding and the run know', () => {
    const { fix } = presentFinding(
      finding(
        'issuer-trailing-slash',
        null,
        { credential: 'dev', detail: null, segment: null },
        { expected: 'https://x/v2.0', actual: 'https://x/v2.0/' },
      ),
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
    const { fix } = presentFinding(unknownFinding('binding-missing'), { emulate: 'binding-missing' });
    expect(fix).to.include('  ppmi repair --emulate binding-missing\n');
  });

  it('promises a repair only where no decision is wanted', () => {
    const repairable = (name: FindingName) => presentFinding(unknownFinding(name)).repairable;
    expect(repairable('tenant-big-endian')).to.equal(true);
    expect(repairable('record-application-unknown')).to.equal(false);
    expect(repairable('assembly-unsigned')).to.equal(false);
  });
});

describe('a message', () => {
  const message = <N extends FindingName>(name: N, args: Partial<FindingArgs[N]>) =>
    messageOf(finding(name, null, { ...unknownArgs[name], ...args }));

  it('says how the wrong value was made where that is known', () => {
    expect(message('dn-openssl-order', { detail: 'openssl x509 -subject' })).to.match(/ \(openssl x509 -subject\)\.$/);
    expect(message('hash-of-pem', { detail: 'the PEM text with LF line ends' })).to.equal(
      'The subject has the SHA-256 of the PEM text with LF line ends after `/h/`.',
    );
  });

  it('gives days, not times', () => {
    expect(message('certificate-expired', { notAfter: '2026-01-01T00:00:00Z' })).to.match(/expired on 2026-01-01\.$/);
    expect(message('certificate-expires-soon', {})).to.match(/expires soon\.$/);
  });
});

describe('the values of a finding', () => {
  for (const name of findingNames.filter((each) => !mistakeNames.some((mistake) => mistake === each))) {
    it(`are all in the text or the fix of ${name}`, () => {
      const read = new Set<string>();
      const watched = (args: object) =>
        new Proxy(args, {
          get: (target, key) => {
            read.add(String(key));
            return Reflect.get(target, key);
          },
        });
      const { says, fix } = findings[name];
      const unknown = { ...unknownArgs[name], expected: null, actual: null };
      // The types of values are those of the unknown ones, which the table of samples checks.
      const filled = Object.fromEntries(Object.entries(unknown).map(([key, value]) => [key, value ?? '1']));
      (says as (args: object) => string)(watched(unknown));
      (says as (args: object) => string)(watched(filled));
      fix(watched(unknown) as Args);
      expect([...read]).to.include.members(Object.keys(unknownArgs[name]));
    });
  }
});

describe('a fix for a credential', () => {
  const fix = (system: 'graph' | 'arm', action: 'update-credential' | null) =>
    presentFinding({
      ...unknownFinding('tenant-other'),
      where: { system, kind: 'federated identity credential', id: null, name: null },
      remedy: action && { action },
    }).fix;

  it('is for the kind of identity that holds it', () => {
    expect(fix('graph', 'update-credential')).to.include('az ad app federated-credential update');
    expect(fix('arm', 'update-credential')).to.include('az identity federated-credential update');
  });

  it('creates it where it belongs when there is none yet', () => {
    const identity = { system: 'graph', kind: 'managed identity', id: null, name: null } as const;
    expect(presentFinding({ ...unknownFinding('fic-missing'), where: identity }).fix).to.include(
      'az identity federated-credential create',
    );
    expect(presentFinding(unknownFinding('fic-missing')).fix).to.include('az ad app federated-credential create');
  });

  it('follows what the comparison says of this very difference', () => {
    expect(fix('graph', null)).to.include('federated-credential create');
    expect(fix('graph', 'update-credential')).to.not.include('federated-credential create');
  });
});
