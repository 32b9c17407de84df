import { expect } from 'chai';
import type { Args } from '../../src/catalog/entry.ts';
import { messageOf, presentFinding } from '../../src/catalog/finding.ts';
import { findingNames, findings } from '../../src/catalog/index.ts';
import { createPrinter } from '../../src/catalog/printer.ts';
import { type FindingArgs, type FindingName, finding } from '../../src/domain/findings.ts';
import type { Step } from '../../src/domain/plan.ts';
import { mistakeNames } from '../../src/domain/trust/mistakes/mistakes.ts';
import { unknownArgs, unknownFinding } from '../findings.ts';
import { validator } from '../schema.ts';
import { unknown } from '../shell.ts';

describe('a finding in words', () => {
  it('matches the schema, for every name', () => {
    const validate = validator('report.schema.json', '#/$defs/finding');
    for (const name of findingNames) {
      const shown = presentFinding({ ...unknownFinding(name), consequences: [unknownFinding('fic-missing')] }, unknown);
      expect(validate(shown), `${name}: ${JSON.stringify(validate.errors)}`).to.equal(true);
    }
  });

  const context = {
    ...unknown,
    target: ['--environment', 'https://contoso.crm.dynamics.com', '--component', 'Contoso Orders'],
    environment: 'https://contoso.crm.dynamics.com',
  };
  const step = (request: Step['request']): Step => ({
    id: 'id',
    says: 'Do it',
    risk: 'safe',
    request,
    undo: null,
    repairs: 'binding-missing',
  });

  it('prints the request of the planned step, and the repair of the same target', () => {
    const url = 'https://contoso.crm.dynamics.com/api/data/v9.2/pluginpackages(1)';
    const patch = step({ system: 'dataverse', method: 'PATCH', url, body: { version: 2 } });
    const { fix } = presentFinding(unknownFinding('binding-missing'), context, () => [patch]);
    expect(fix.split('\n')).to.deep.equal([
      'Show the plan; nothing changes before you confirm it:',
      "  ppmi repair --environment https://contoso.crm.dynamics.com --component 'Contoso Orders'",
      'Or send the request yourself:',
      "  az rest --method patch --resource https://contoso.crm.dynamics.com --url 'https://contoso.crm.dynamics.com/api/data/v9.2/pluginpackages(1)' --headers 'If-Match=*' --body '{\"version\":2}'",
    ]);
  });

  it('promises no plan where the plan leaves the finding', () => {
    const { fix } = presentFinding(unknownFinding('binding-missing'), context, undefined, () => true);
    expect(fix.split('\n')).to.deep.equal([
      'ppmi does not repair this here. Show why:',
      "  ppmi repair --environment https://contoso.crm.dynamics.com --component 'Contoso Orders'",
    ]);
  });

  it('prints no request if none is planned', () => {
    expect(presentFinding(unknownFinding('binding-missing'), context).fix).to.not.include('az rest');
  });

  it('promises a repair only if no choice is required', () => {
    const repairable = (name: FindingName) => presentFinding(unknownFinding(name), unknown).repairable;
    expect(repairable('tenant-big-endian')).to.equal(true);
    expect(repairable('record-application-unknown')).to.equal(false);
    expect(repairable('assembly-unsigned')).to.equal(false);
  });
});

describe('a message', () => {
  const message = <N extends FindingName>(name: N, args: Partial<FindingArgs[N]>) =>
    messageOf(finding(name, null, { ...unknownArgs[name], ...args }));

  it('says how the wrong value was produced, if known', () => {
    expect(message('dn-openssl-order', { detail: 'openssl x509 -subject' })).to.match(/ \(openssl x509 -subject\)\.$/);
    expect(message('hash-of-pem', { detail: 'the PEM text with LF newlines' })).to.equal(
      'The subject has the SHA-256 of the PEM text with LF newlines after `/h/`.',
    );
  });

  it('shows days, not times', () => {
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
      const { message, fix } = findings[name];
      const nothing = { ...unknownArgs[name], expected: null, actual: null };
      // The types of values are those of the unknown ones, which the table of samples checks.
      const filled = Object.fromEntries(Object.entries(nothing).map(([key, value]) => [key, value ?? '1']));
      (message as (args: object) => string)(watched(nothing));
      (message as (args: object) => string)(watched(filled));
      fix(watched(nothing) as Args, createPrinter(unknown));
      expect([...read]).to.include.members(Object.keys(unknownArgs[name]));
    });
  }
});
