import { expect } from 'chai';
import { recordCustomizable, recordSolution, whichRecord } from '../../../src/diagnosis/facts/identity.ts';
import type { ComponentFact, IdentityRecord } from '../../../src/domain/facts.ts';
import type { Sources } from '../../../src/sources/sources.ts';
import { component as bound, ids, record, withRecord } from '../../facts.ts';

const component: ComponentFact = { ...bound, managedIdentityId: null };
const other: IdentityRecord = { ...record, id: 'other', applicationId: ids.otherApplication };
const inactive: IdentityRecord = { ...record, id: 'inactive', active: false };
const neighbor = { ...bound, id: 'neighbor' };
const assembly = { ...bound, id: 'assembly', packageId: component.id };

interface Given {
  readonly component?: ComponentFact;
  readonly records: readonly IdentityRecord[];
  readonly components?: readonly ComponentFact[];
  readonly applicationId?: string;
}

function stateOf({ component: of = component, records, components = [], applicationId }: Given) {
  const { state, record, candidates } = whichRecord(
    { component: of, records, components: [of, ...components] },
    applicationId ?? null,
  );
  return [state, record?.id ?? null, candidates.map(({ id }) => id)];
}

describe('the record of a component', () => {
  for (const [what, given, expected] of [
    ['bound', { component: bound, records: [other, record] }, ['bound', record.id, []]],
    [
      'bound, although inactive',
      { component: { ...bound, managedIdentityId: 'inactive' }, records: [inactive] },
      ['bound', 'inactive', []],
    ],
    ['bound to a record that is gone', { component: bound, records: [other] }, ['fits', 'other', []]],
    [
      'bound by an assembly of its package',
      { records: [other, record], components: [assembly] },
      ['fits', record.id, []],
    ],
    [
      'an assembly of another package',
      { records: [other, record], components: [{ ...assembly, packageId: 'p' }] },
      ['fits', 'other', []],
    ],
    [
      'that of the first of several assemblies',
      { records: [other, record], components: [assembly, { ...assembly, id: 'b', managedIdentityId: 'other' }] },
      ['fits', record.id, []],
    ],
    [
      'an active one, although not of the application that the user named',
      { records: [other, inactive], applicationId: 'f0000000-0000-4000-8000-000000000000' },
      ['missing', null, ['other']],
    ],
    ['the only unbound one', { records: [other, record], components: [neighbor] }, ['fits', 'other', []]],
    ['the only active one', { records: [inactive, other] }, ['fits', 'other', []]],
    ['an inactive one alone', { records: [inactive] }, ['fits', 'inactive', []]],
    ['one of two', { records: [record, other, inactive] }, ['missing', null, [record.id, 'other']]],
    [
      'one of two inactive ones',
      { records: [inactive, { ...inactive, id: 'b' }] },
      ['missing', null, ['inactive', 'b']],
    ],
    ['none', { records: [] }, ['missing', null, []]],
    ['none that is unbound', { records: [record], components: [neighbor] }, ['missing', null, []]],
  ] as const) {
    it(`${what}: ${expected[0]} ${expected[1] ?? ''}`, () => {
      expect(stateOf(given)).to.deep.equal(expected);
    });
  }

  it('is the one of the application that the user named, unbound and active ones first', () => {
    const applicationId = ids.application.toUpperCase();
    expect(stateOf({ records: [other, record], applicationId })).to.deep.equal(['fits', record.id, []]);
    expect(stateOf({ records: [inactive, record], applicationId })).to.deep.equal(['fits', record.id, []]);
    expect(stateOf({ records: [record, inactive], components: [neighbor], applicationId })[1]).to.equal(record.id);
    const second = { ...record, id: 'unbound' };
    expect(stateOf({ records: [record, second], components: [neighbor], applicationId })[1]).to.equal('unbound');
    expect(stateOf({ records: [inactive], applicationId }), 'no active one').to.deep.equal(['fits', 'inactive', []]);
    expect(stateOf({ records: [record, second], applicationId })[1], 'the first of two').to.equal(record.id);
    const users = [{ ...neighbor, managedIdentityId: inactive.id }];
    const unused = { ...inactive, id: 'unused' };
    expect(stateOf({ records: [inactive, unused], components: users, applicationId })[1]).to.equal('unused');
    expect(stateOf({ records: [other], applicationId })).to.deep.equal(['missing', null, ['other']]);
  });
});

describe('whether a record can be changed', () => {
  const dataverse = {
    recordCustomizable: async (id: string) => id !== record.id,
    recordOrigins: async () => [
      { recordId: 'another', solution: { name: 'Another' } },
      { recordId: record.id, solution: { name: 'Contoso' } },
    ],
  };
  const sources = { dataverse } as unknown as Sources;
  const missing = { identity: { state: 'missing', record: null, candidates: [] } } as const;

  it('is read for one of a managed solution only', async () => {
    expect(await recordCustomizable.read(sources, withRecord({ managed: true }))).to.equal(false);
    expect(await recordCustomizable.read(sources, withRecord({ managed: false }))).to.equal(null);
    expect(await recordCustomizable.read(sources, missing)).to.equal(null);
  });

  it('names the solution of one that cannot be changed', async () => {
    const read = (customizable: boolean | null, id = record.id) =>
      recordSolution.read(sources, { ...withRecord({ id }), recordCustomizable: customizable });
    expect(await read(false)).to.equal('Contoso');
    expect(await read(false, 'unknown')).to.equal(null);
    expect(await read(true)).to.equal(null);
    expect(await read(null)).to.equal(null);
  });
});
