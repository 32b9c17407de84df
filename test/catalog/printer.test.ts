import { expect } from 'chai';
import { createPrinter, requestLines } from '../../src/catalog/printer.ts';
import type { StepRequest } from '../../src/domain/plan.ts';
import { bash, cmd, powershell, unknown } from '../shell.ts';

const url = 'https://a.crm.dynamics.com/api/data/v9.2/managedidentities(1)';
const patch: StepRequest = { system: 'dataverse', method: 'PATCH', url, body: { name: 'x', version: 2 } };

describe('a printed request', () => {
  it('carries its body inline in bash, through a file elsewhere', () => {
    expect(requestLines(patch, bash)).to.deep.equal([
      `  az rest --method patch --resource https://a.crm.dynamics.com --url '${url}' --headers 'If-Match=*' --body '{"name":"x","version":2}'`,
    ]);
    expect(requestLines(patch, powershell)).to.deep.equal([
      `  Set-Content -Path ppmi-body.json -Value '{"name":"x","version":2}'`,
      `  az rest --method patch --resource https://a.crm.dynamics.com --url '"${url}"' --headers '"If-Match=*"' --body '@ppmi-body.json'`,
    ]);
    expect(requestLines(patch, cmd)).to.deep.equal([
      '  echo {"name":"x","version":2}>ppmi-body.json',
      `  az rest --method patch --resource https://a.crm.dynamics.com --url "${url}" --headers "If-Match=*" --body @ppmi-body.json`,
    ]);
  });

  it('requires an existing row only if Dataverse would create one', () => {
    const graph: StepRequest = { ...patch, system: 'graph', url: 'https://graph.microsoft.com/v1.0/x' };
    expect(requestLines(graph, bash).join()).to.not.include('If-Match');
    expect(requestLines({ ...patch, method: 'POST' }, bash).join()).to.not.include('If-Match');
  });

  it('replaces an unsafe text in the body with a placeholder', () => {
    expect(requestLines({ ...patch, body: { name: 'x`touch p`' } }, bash).join()).to.include('{"name":"<name>"}');
  });

  it('is not printed if its URL is unsafe', () => {
    for (const bad of [`${url}?$select=a&b`, `${url}/$(touch p)`, 'https://a.example/x y', "https://a.example/'"]) {
      expect(requestLines({ ...patch, url: bad }, bash), bad).to.deep.equal([]);
    }
  });
});

describe('a printed command of ppmi', () => {
  it('prints each flag once', () => {
    const print = createPrinter({ ...unknown, target: ['--emulate', 'x', '--application-id', 'old'] });
    expect(print.repair('--application-id', 'new')[1]).to.equal('  ppmi repair --emulate x --application-id new');
  });
});
