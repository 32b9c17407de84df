import { expect } from 'chai';
import correctApplication from '../../../src/repair/repairs/correct-application.ts';
import { type facts, ids } from '../../facts.ts';
import { noRecord, planFor, reasonOf, stepOf } from './plan-one.ts';

const byObjectId = { id: 'object', appId: ids.otherApplication, displayName: 'Other' };
const applications = { application: null, servicePrincipal: null, byObjectId };
const plan = (more: Partial<typeof facts>) =>
  planFor(correctApplication, 'record-application-is-object-id', { facts: more });

describe('correct-application', () => {
  it('writes the client ID of the application with that object ID, and can restore the old value', () => {
    const step = stepOf(plan({ applications }));
    expect(step).to.deep.nested.include({ risk: 'safe', 'request.method': 'PATCH' });
    expect(step.request.body).to.deep.equal({ applicationid: ids.otherApplication });
    expect(step.undo?.body).to.deep.equal({ applicationid: ids.application });
  });

  it('writes nothing without a record or an application', () => {
    expect(reasonOf(plan({}))).to.contain('no application');
    expect(reasonOf(plan({ applications, ...noRecord }))).to.contain('no application');
  });
});
