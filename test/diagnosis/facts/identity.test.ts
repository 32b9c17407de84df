import { readFileSync } from 'node:fs';
import { expect } from 'chai';
import { identity, whichRecord } from '../../../src/diagnosis/facts/identity.ts';
import { PpmiError } from '../../../src/domain/errors.ts';
import type { ComponentFact, IdentityRecord } from '../../../src/domain/facts.ts';
import type { Sources } from '../../../src/sources/sources.ts';
import { component as bound, facts, ids, record } from '../../facts.ts';

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
    expect(stateOf({ records: [other], applicationId })).to.deep.equal(['missing', null, ['other']]);
  });
});

describe('the record that others are bound to', () => {
  async function reads(records: readonly IdentityRecord[], assumedApplicationId: string | null) {
    let asked = 0;
    const dataverse = {
      async environment() {
        asked += 1;
        throw new PpmiError('refused', { detail: 'refused' });
      },
    };
    const sources = { dataverse, assumedApplicationId } as unknown as Sources;
    const { state } = await identity.read(sources, { component, records, components: [component, neighbor] });
    return [state, asked];
  }

  async function found(credentials: () => Promise<unknown>, content: () => Promise<Uint8Array | null>) {
    const graph = {
      application: async (appId: string) => ({ id: appId, appId, displayName: 'A' }),
      servicePrincipal: async () => null,
      credentials,
    };
    const dataverse = { environment: async () => facts.environment, content };
    const sources = { dataverse, graph, assumedApplicationId: null } as unknown as Sources;
    const given = { component, records: [record], components: [component, neighbor] };
    const { state, candidates } = await identity.read(sources, given);
    return [state, candidates.map(({ id }) => id)];
  }

  it('may be any whose credentials, or the content of the component, could not be read', async () => {
    const refused = () => Promise.reject(new PpmiError('refused', { detail: 'refused' }));
    const signed = async () => readFileSync('test/fixtures/assemblies/self-rsa.dll');
    const none = async () => ({ system: 'graph', url: 'u', credentials: [] });
    expect(await found(none, signed), 'read').to.deep.equal(['missing', []]);
    expect(await found(refused, signed), 'credentials').to.deep.equal(['missing', [record.id]]);
    expect(await found(none, refused), 'content').to.deep.equal(['missing', [record.id]]);
    expect(await found(none, async () => null), 'no content').to.deep.equal(['missing', [record.id]]);
  });

  it('is looked for only where no other record may be meant, and the user named no application', async () => {
    expect(await reads([record], null), 'every record is bound').to.deep.equal(['missing', 1]);
    expect(await reads([record], ids.otherApplication), 'an application is named').to.deep.equal(['missing', 0]);
    expect(await reads([record, other], null), 'one is unbound').to.deep.equal(['fits', 0]);
    expect(await reads([record, other, { ...other, id: 'b' }], null), 'two are unbound').to.deep.equal(['missing', 0]);
    const bound = { ...record, active: false };
    expect(await reads([bound], null), 'not active').to.deep.equal(['missing', 0]);
    expect(await reads([{ ...record, applicationId: null }], null), 'names no application').to.deep.equal([
      'missing',
      0,
    ]);
  });
});
