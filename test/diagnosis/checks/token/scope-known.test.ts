import { expect } from 'chai';
import scopeKnown from '../../../../src/diagnosis/checks/token/scope-known.ts';
import type { FailedRun } from '../../../../src/domain/facts.ts';
import { facts } from '../../../facts.ts';
import { refusedByEntra, refusedByResource } from '../../../failed-runs.ts';

const judged = (...recentErrors: FailedRun[]) => {
  const result = scopeKnown.run({ ...facts, recentErrors }, {});
  return Array.isArray(result) ? result.map(({ name, args }) => [name, { ...args }]) : result;
};
const at = '2026-05-31T23:59:00.000Z';

describe('token/scope-known', () => {
  it('reports a scope without /.default, and a resource that Entra does not know', () => {
    expect(
      judged(
        refusedByEntra(500011, { resource: 'https://vault.example' }),
        refusedByEntra(1002012, { resource: 'https://vault.azure.net/read', correlationId: 'c' }),
      ),
    ).to.deep.equal([
      ['scope-no-default', { scope: 'https://vault.azure.net/read', at, correlationId: 'c' }],
      ['scope-unknown-resource', { resource: 'https://vault.example', at, correlationId: null }],
    ]);
  });

  it('reads the scope from the sentence of the older error', () => {
    const message = 'The provided request must include a scope. The scope https://vault.azure.net/read is not valid.';
    expect(judged(refusedByEntra(70011, { message }))).to.have.nested.property(
      '[0][1].scope',
      'https://vault.azure.net/read',
    );
    expect(judged(refusedByEntra(70011, { message: 'Something else.' }))).to.have.nested.property('[0][1].scope', null);
    expect(judged(refusedByEntra(70011))).to.have.nested.property('[0][1].scope', null);
  });

  it('reports each scope once, by its newest run', () => {
    const run = (resource: string, correlationId: string) => refusedByEntra(1002012, { resource, correlationId });
    expect(judged(run('a', '1'), run('b', '2'), run('a', '3'))).to.deep.equal([
      ['scope-no-default', { scope: 'a', at, correlationId: '1' }],
      ['scope-no-default', { scope: 'b', at, correlationId: '2' }],
    ]);
  });

  it('passes where runs failed for another reason, and does not apply where none failed', () => {
    expect(judged(refusedByEntra(53003), refusedByResource({ kind: 'vault-role' }))).to.deep.equal([]);
    expect(judged()).to.equal('not-applicable');
  });
});
