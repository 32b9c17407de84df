import { expect } from 'chai';
import { bindStep } from '../../../src/repair/repairs/bind.ts';
import { component, facts, record } from '../../facts.ts';
import { otherRecord } from './plan-one.ts';

describe('binding a component', () => {
  const to = (id: string) => ({ 'managedidentityid@odata.bind': `/managedidentities(${id})` });

  it('is safe where nothing was bound, and undone by removing the reference', () => {
    const step = bindStep(facts.environment, component, record, 'binding-missing');
    expect(step).to.deep.nested.include({ risk: 'safe', 'request.body': to(record.id), 'undo.method': 'DELETE' });
  });

  it('is disruptive where another record was bound, and undone by binding that one', () => {
    const step = bindStep(facts.environment, component, record, 'binding-other-record', otherRecord);
    expect(step).to.deep.nested.include({
      risk: 'disruptive',
      'request.body': to(record.id),
      'undo.method': 'PATCH',
      'undo.body': to(otherRecord.id),
    });
  });
});
