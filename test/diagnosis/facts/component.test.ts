import { expect } from 'chai';
import { choose } from '../../../src/diagnosis/facts/component.ts';
import type { ComponentFact } from '../../../src/domain/facts.ts';
import { thrownBy } from '../../thrown.ts';

const row = (id: string, more: Partial<ComponentFact> = {}): ComponentFact => ({
  type: 'assembly',
  id,
  name: `Name ${id}`,
  uniqueName: null,
  managedIdentityId: null,
  packageId: null,
  modifiedOn: null,
  ...more,
});
const anyone = { component: null, type: null };

describe('choosing the component', () => {
  it('finds it by name, unique name or id, whatever the letter case', () => {
    const rows = [row('a'), row('b', { type: 'package', uniqueName: 'con_Demo' })];
    for (const component of ['name B', 'CON_DEMO', 'B'])
      expect(choose(rows, { component, type: null }).id).to.equal('b');
  });

  it('takes the package for an assembly that the package brought', () => {
    const rows = [row('a', { packageId: 'p' }), row('p', { type: 'package' })];
    expect(choose(rows, { component: 'a', type: null }).id).to.equal('p');
    expect(choose(rows, { component: 'a', type: 'assembly' }).id, 'also as an assembly').to.equal('p');
  });

  it('takes the only one with an identity where none is named', () => {
    expect(choose([row('a'), row('b', { managedIdentityId: 'm' })], anyone).id).to.equal('b');
    expect(choose([row('a')], anyone).id).to.equal('a');
  });

  it('does not choose between two: the error lists both', () => {
    const error = thrownBy(() => choose([row('a'), row('b')], anyone));
    expect(error.id).to.equal('component-ambiguous');
    expect(error.args.candidates).to.deep.equal(['Name a (assembly, a)', 'Name b (assembly, b)']);
  });

  it('says that nothing has the name', () => {
    expect(thrownBy(() => choose([row('a')], { component: 'zzz', type: null })).id).to.equal('component-not-found');
  });
});
