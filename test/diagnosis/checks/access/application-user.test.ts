import { expect } from 'chai';
import type { Readings } from '../../../../src/diagnosis/check.ts';
import applicationUser from '../../../../src/diagnosis/checks/access/application-user.ts';
import { PpmiError } from '../../../../src/domain/errors.ts';
import { facts, ids } from '../../../facts.ts';
import { refusedByResource } from '../../../failed-runs.ts';

type User = Readings['applicationUser'];
const user: User = { ok: true, value: { id: 'u', name: 'Invoices', disabled: false, roles: [] } };
const nobody: User = { ok: true, value: null };
const unread: User = { ok: false, unread: { fact: 'applicationUser', error: new PpmiError('refused') } };
const refused = (resource: string | null = null) => refusedByResource({ kind: 'dataverse-user', resource });
const other = 'https://fabrikam.crm4.dynamics.com';

const judged = (run: ReturnType<typeof refused> | null, reading: User, more = {}) =>
  applicationUser.run({ ...facts, recentErrors: run === null ? [] : [run], ...more }, { applicationUser: reading });

describe('access/application-user', () => {
  it('reports an identity that is no user of this environment', () => {
    for (const reading of [nobody, unread]) {
      expect({ found: judged(refused(), reading) }).to.deep.nested.include({
        'found[0].args': { application: ids.application, environment: facts.environment.url },
        'found[0].where.name': facts.environment.url,
      });
      expect(judged(refused(facts.environment.url), reading)).to.have.length(1);
    }
  });

  it('reports nothing once it is a user', () => {
    expect(judged(refused(), user)).to.deep.equal([]);
    expect(judged(refused(facts.environment.url), user)).to.deep.equal([]);
  });

  it('believes the run about another environment, whose users are not read', () => {
    expect(judged(refused(other), user)).to.have.nested.property('[0].args.environment', other);
  });

  it('knows no application without a record', () => {
    const identity = { state: 'missing', record: null, candidates: [] } as const;
    expect(judged(refused(), nobody, { identity })).to.have.nested.property('[0].args.application', null);
  });

  it('does not apply where Dataverse refused nothing', () => {
    expect(judged(null, nobody)).to.equal('not-applicable');
    expect(judged(refusedByResource({ kind: 'vault-role' }), nobody)).to.equal('not-applicable');
  });
});
