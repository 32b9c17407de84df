import { expect } from 'chai';
import { boundComponents, choose, meansSeveral } from '../../../src/diagnosis/facts/component.ts';
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
    expect(error.args.component, 'none was named').to.equal('');
    expect(error.args.candidates).to.deep.equal(['"Name a" (assembly, a)', '"Name b" (assembly, b)']);
  });

  it('selects among those of a type', () => {
    const rows = [row('a', { name: 'Same' }), row('b', { name: 'Same', type: 'package' })];
    expect(choose(rows, { component: 'Same', type: 'package' }).id).to.equal('b');
    expect(choose(rows, { component: 'Same', type: 'assembly' }).id).to.equal('a');
  });

  it('reports an unknown name, and suggests a similar one', () => {
    const argsOf = (rows: readonly ComponentFact[], component: string | null) => {
      const { id, args } = thrownBy(() => choose(rows, { component, type: null }));
      return [id, args.component, args.suggestion];
    };
    const rows = [row('a'), row('b', { uniqueName: 'con_Demo' })];
    expect(argsOf(rows, 'zzz')).to.deep.equal(['component-not-found', 'zzz', undefined]);
    expect(argsOf(rows, 'Nam a')).to.deep.equal(['component-not-found', 'Nam a', 'Name a']);
    expect(argsOf(rows, 'con_Dem')).to.deep.equal(['component-not-found', 'con_Dem', 'con_Demo']);
    expect(argsOf([], null)).to.deep.equal(['component-not-found', '', undefined]);
  });
});

describe('components with an identity', () => {
  it('are several if more than one has one and none is named', () => {
    const [a, b] = [row('a', { managedIdentityId: 'm' }), row('b', { managedIdentityId: 'm' })];
    expect(meansSeveral([a, b, row('c')], anyone)).to.equal(true);
    expect(meansSeveral([a, row('c')], anyone)).to.equal(false);
    expect(meansSeveral([row('c'), row('d')], anyone)).to.equal(false);
    const named = { component: 'Same', type: null };
    expect(
      meansSeveral(
        [
          { ...a, name: 'Same' },
          { ...b, name: 'Same' },
        ],
        named,
      ),
    ).to.equal(false);
  });

  it('are listed once, a package for its assemblies', () => {
    const rows = [
      row('free'),
      row('a', { managedIdentityId: 'm' }),
      row('p', { type: 'package' }),
      row('b', { managedIdentityId: 'm', packageId: 'p' }),
      row('c', { managedIdentityId: 'm', packageId: 'p' }),
      row('d', { managedIdentityId: 'm', packageId: 'gone' }),
    ];
    expect(boundComponents(rows).map(({ id }) => id)).to.deep.equal(['a', 'p', 'd']);
  });
});
