import { readFileSync } from 'node:fs';
import { expect } from 'chai';
import { identity } from '../../../src/diagnosis/facts/identity.ts';
import { trustsOf } from '../../../src/diagnosis/facts/other-workloads.ts';
import { PpmiError } from '../../../src/domain/errors.ts';
import type { ComponentFact, IdentityRecord } from '../../../src/domain/facts.ts';
import type { Sources } from '../../../src/sources/sources.ts';
import { component as bound, credential, facts, ids, record } from '../../facts.ts';

const component: ComponentFact = { ...bound, managedIdentityId: null };
const other: IdentityRecord = { ...record, id: 'other', applicationId: ids.otherApplication };
const neighbor = { ...bound, id: 'neighbor' };

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

describe('the record whose application trusts a component that lost its binding', () => {
  const applications = [ids.application, ids.otherApplication, 'e0000000-0000-4000-8000-000000000000'] as const;
  const recordOf = (index: number, more: Partial<IdentityRecord> = {}): IdentityRecord => ({
    ...record,
    id: `r${index}`,
    applicationId: applications[index] ?? null,
    ...more,
  });
  const boundTo = (index: number, file: string): ComponentFact => ({
    ...bound,
    id: `${file} on r${index}`,
    managedIdentityId: `r${index}`,
  });

  async function read(
    records: readonly IdentityRecord[],
    neighbors: readonly ComponentFact[],
    /** Applications that trust it, in which version; null: their credentials cannot be read. */
    trusting: Readonly<Record<string, 0 | 1 | 2 | null>>,
    own = 'self-rsa',
  ) {
    const contents = async ({ id }: { id: string }) =>
      readFileSync(`test/fixtures/assemblies/${id.includes(' on ') ? id.split(' on ')[0] : own}.dll`);
    const dataverse = { environment: async () => facts.environment, content: contents };
    const trusts = await trustsOf({ dataverse } as unknown as Sources, component, facts.environment);
    const graph = {
      application: async (appId: string) => ({ id: appId, appId, displayName: 'A' }),
      servicePrincipal: async () => null,
      async credentials({ appId }: { appId: string }) {
        const version = trusting[appId.toLowerCase()];
        if (version === null) throw new PpmiError('refused', { detail: 'refused' });
        const found = (trusts ?? []).filter((each) => each.version === version);
        return { system: 'graph', url: 'u', credentials: found.map((each) => credential('x', each)) };
      },
    };
    const sources = { dataverse, graph, assumedApplicationId: null } as unknown as Sources;
    const given = { component, records, components: [component, ...neighbors] };
    const { state, record: found, candidates } = await identity.read(sources, given);
    return [state, found?.id ?? null, candidates.map(({ id }) => id)];
  }

  const [first, second, third] = applications;
  const both = [recordOf(0), recordOf(1)];
  const sameSigner = [boundTo(0, 'self-rsa'), boundTo(1, 'self-rsa')];

  it('is the only one, also where another component of the same certificate uses it', async () => {
    expect(await read(both, sameSigner, { [second]: 2 })).to.deep.equal(['fits', 'r1', []]);
    expect(await read(both, sameSigner, { [second]: 0 }), 'of another version').to.deep.equal(['missing', null, []]);
  });

  it('has the version of the record, 0 where it is empty', async () => {
    const old = [recordOf(0, { version: null }), recordOf(1, { version: null })];
    expect(await read(old, sameSigner, { [second]: 0 })).to.deep.equal(['fits', 'r1', []]);
    const all = { [first]: 0, [second]: 0 } as const;
    expect(await read(old, sameSigner, all)).to.deep.equal(['missing', null, ['r0', 'r1']]);
  });

  it('is the one of several that no other component needs with this certificate', async () => {
    const all = { [first]: 2, [second]: 2 } as const;
    const oneFree = [boundTo(0, 'issued-public'), boundTo(0, 'self-rsa'), boundTo(1, 'issued-public')];
    expect(await read(both, oneFree, all)).to.deep.equal(['fits', 'r1', []]);
    expect(await read(both, sameSigner, all)).to.deep.equal(['missing', null, ['r0', 'r1']]);
    const free = [boundTo(0, 'issued-public'), boundTo(1, 'issued-public')];
    expect(await read(both, free, all), 'two are free').to.deep.equal(['missing', null, ['r0', 'r1']]);
    // Of certificates with equal common names, but other names that differ, only version 2 has different subjects.
    const similar = [boundTo(0, 'issued-ev'), boundTo(1, 'issued-renewed-new')];
    expect(await read(both, similar, all, 'issued-ev'), 'version 2').to.deep.equal(['fits', 'r1', []]);
    const old = both.map((each) => ({ ...each, version: null }));
    const oneOld = [boundTo(0, 'self-rsa'), boundTo(1, 'issued-public')];
    expect(await read(old, oneOld, { [first]: 0, [second]: 0 }), 'version 0').to.deep.equal(['fits', 'r1', []]);
  });

  it('is the first of several that name the same application', async () => {
    const same = [recordOf(0), { ...recordOf(0), id: 'r1', applicationId: first.toUpperCase() }];
    expect(await read(same, sameSigner, { [first]: 2 })).to.deep.equal(['fits', 'r0', []]);
    const three = [...same, recordOf(2)];
    const used = [...sameSigner, boundTo(2, 'self-rsa')];
    const all = { [first]: 2, [third]: 2 } as const;
    expect(await read(three, used, all)).to.deep.equal(['missing', null, ['r0', 'r1', 'r2']]);
  });

  it('is open where the credentials of another one could not be read', async () => {
    const expected = ['missing', null, ['r0', 'r1']];
    expect(await read(both, sameSigner, { [first]: 2, [second]: null })).to.deep.equal(expected);
  });
});
