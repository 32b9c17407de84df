import { expect } from 'chai';
import policyAllows from '../../../../src/diagnosis/checks/token/policy-allows.ts';
import { facts, ids } from '../../../facts.ts';
import { refusedByEntra } from '../../../failed-runs.ts';
import { namesOf } from '../check-names.ts';

const blocked = 53003;
const noRecord = { identity: { state: 'missing', record: null, candidates: [] } } as const;

describe('token/policy-allows', () => {
  it('reports the newest run that a policy blocked', () => {
    const recentErrors = [
      refusedByEntra(700213),
      refusedByEntra(blocked, { correlationId: 'newest' }),
      refusedByEntra(blocked, { correlationId: 'older' }),
    ];
    const result = policyAllows.run({ ...facts, recentErrors }, {});
    expect(result).to.have.length(1);
    expect({ found: result }).to.deep.nested.include({
      'found[0].name': 'conditional-access-blocked',
      'found[0].args.application': ids.application,
      'found[0].args.correlationId': 'newest',
      'found[0].args.at': recentErrors[1]?.at,
    });
  });

  it('names the application of the error where there is no record', () => {
    const recentErrors = [refusedByEntra(blocked, { clientId: ids.otherApplication })];
    const result = policyAllows.run({ ...facts, ...noRecord, recentErrors }, {});
    expect(result).to.have.nested.property('[0].where.id', ids.otherApplication);
  });

  it('passes where runs failed for another reason, and does not apply where none failed', () => {
    expect(namesOf(policyAllows, { recentErrors: [refusedByEntra(700213)] })).to.deep.equal([]);
    expect(namesOf(policyAllows, { recentErrors: [] })).to.equal('not-applicable');
  });
});
