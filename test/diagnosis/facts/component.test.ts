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

  it('selects the package of an assembly that it contains', () => {
    const rows = [row('a', { packageId: 'p' }), row('p', { type: 'package' })];
    expect(choose(rows, { component: 'a', type: null }).id).to.equal('p');
    expect(choose(rows, { component: 'a', type: 'assembly' }).id, 'also as an assembly').to.equal('p');
  });

  it('selects the only one with an identity if none is named', () => {
    expect(choose([row('a'), row('b', { managedIdentityId: 'm' })], anyone).id).to.equal('b');
    expect(choose([row('a')], anyone).id).to.equal('a');
  });

  it('lists both candidates instead of choosing', () => {
    const error = thrownBy(() => choose([row('a'), row('b')], anyone));
    expect(error.id).to.equal('component-ambiguous');
    expect(error.args.candidates).to.deep.equal(['Name a (assembly, a)', 'Name b (assembly, b)']);
  });

  it('reports an unknown name', () => {
    expect(thrownBy(() => choose([row('a')], { component: 'zzz', type: null })).id).to.equal('component-not-found');
  });
});
