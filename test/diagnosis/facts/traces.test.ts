import { expect } from 'chai';
import { failedRuns, recentErrors, type Whose } from '../../../src/diagnosis/facts/traces.ts';
import type { Sources, TraceLog } from '../../../src/sources/sources.ts';
import { withRecord } from '../../facts.ts';

const clientId = 'a1111111-2222-4333-8444-55555555555b';
const blocked = 'AADSTS53003: Access has been blocked by Conditional Access policies.';
const unmatched = (subject: string) =>
  `AADSTS700213: No matching federated identity record found for presented assertion subject '${subject}'. Check your federated identity credential Subject, Audience and Issuer against the presented assertion.`;
const whose: Whose = {
  component: {
    type: 'assembly',
    id: 'a',
    name: 'Contoso.Plugins',
    uniqueName: null,
    managedIdentityId: 'm',
    packageId: null,
    modifiedOn: '2026-03-01T08:00:00Z',
  },
  types: ['Contoso.Plugins.Pay', 'Contoso.Plugins.Ship'],
  alone: false,
  clientId,
};
const row = (id: string, minute: number, more: Partial<TraceLog> = {}): TraceLog => ({
  id,
  createdOn: `2026-03-01T09:${String(minute).padStart(2, '0')}:00Z`,
  typeName: 'Contoso.Plugins.Pay',
  exception: blocked,
  messages: '',
  ...more,
});
const ids = (rows: readonly TraceLog[], more: Partial<Whose> = {}) =>
  failedRuns(rows, { ...whose, ...more }).map(({ id }) => id);

describe('failed runs', () => {
  it('are the latest of each class, newest first', () => {
    const rows = [row('old', 1), row('new', 5), row('ship', 3, { typeName: 'Contoso.Plugins.Ship' })];
    expect(ids(rows)).to.deep.equal(['new', 'ship']);
  });

  it('end when the class succeeds again', () => {
    expect(ids([row('old', 1), row('fine', 5, { exception: '' })])).to.deep.equal([]);
    const other = row('fine', 5, { exception: '', typeName: 'Contoso.Plugins.Ship' });
    expect(ids([row('old', 1), other])).to.deep.equal(['old']);
  });

  it('do not end with a later failure for another reason', () => {
    expect(ids([row('old', 1), row('business', 5, { exception: 'The invoice has no lines.' })])).to.deep.equal(['old']);
  });

  it('are outdated after a change to the component', () => {
    expect(
      ids([row('old', 1)], { component: { ...whose.component, modifiedOn: '2026-03-01T09:02:00Z' } }),
    ).to.deep.equal([]);
    expect(ids([row('old', 1)], { component: { ...whose.component, modifiedOn: null } })).to.deep.equal(['old']);
    const atOnce = { component: { ...whose.component, modifiedOn: '2026-03-01T09:01:00Z' } };
    expect(ids([row('same second', 1)], atOnce)).to.deep.equal(['same second']);
  });

  it('are found if the plug-in caught and traced them', () => {
    expect(ids([row('traced', 1, { exception: '', messages: `Token: ${blocked}` })])).to.deep.equal(['traced']);
  });

  it('are those of its own classes only', () => {
    const other = [row('other', 1, { typeName: 'Contoso.Plugins.Pay2' })];
    expect(ids(other)).to.deep.equal([]);
    expect(ids(other, { types: ['Contoso.Plugins.Pay'], alone: true }), 'a single class').to.deep.equal([]);
  });

  it('are matched by client ID when the classes are not known', () => {
    const other = row('other', 1, {
      exception: `AADSTS70025: The client '${clientId}'(Invoices) has no configured federated identity credentials.`,
    });
    expect(ids([other], { types: [] })).to.deep.equal(['other']);
    expect(ids([other], { types: [], clientId: clientId.toUpperCase() })).to.deep.equal(['other']);
    expect(ids([other], { types: [], clientId: null }), 'the record names none').to.deep.equal([]);
    expect(ids([row('nobody knows', 1)], { types: [] })).to.deep.equal([]);
  });

  it('are its own if no other code has an identity', () => {
    expect(ids([row('only', 1)], { types: [], alone: true })).to.deep.equal(['only']);
  });

  it('are not those of another client that the code signs in as', () => {
    const other =
      "AADSTS7000215: Invalid client secret provided. Ensure the secret being sent in the request is the client secret value, not the client secret ID, for a secret added to app '22222222-2222-4333-8444-555555555555'.";
    expect(ids([row('secret', 1, { exception: other })])).to.deep.equal([]);
    const own = other.replace('22222222-2222-4333-8444-555555555555', clientId.toUpperCase());
    expect(ids([row('own', 1, { exception: own })], { clientId: clientId.toUpperCase() })).to.deep.equal(['own']);
  });

  it('are not those where the resource refused another client', () => {
    const refusal = (id: string) =>
      `Caller is not authorized to perform action on resource. Caller: appid=${id};oid=${id} Vault: contoso-kv`;
    const other = '22222222-2222-4333-8444-555555555555';
    expect(ids([row('other', 1, { exception: refusal(other) })])).to.deep.equal([]);
    expect(ids([row('own', 1, { exception: refusal(clientId.toUpperCase()) })])).to.deep.equal(['own']);
  });

  it('failed before a request to the resource if Entra refused', () => {
    const exception = `${blocked} Earlier: ForbiddenByRbac, appid=${clientId}, Vault: contoso-kv`;
    const [run] = failedRuns([row('both', 1, { exception })], whose);
    expect([run?.error?.code, run?.refusal]).to.deep.equal([53003, null]);
  });

  it('are not those of another workload', () => {
    expect(ids([row('github', 1, { exception: unmatched('repo:contoso/web:ref:refs/heads/main') })])).to.deep.equal([]);
  });
});

describe('the runs of a component', () => {
  const assembly = { ...whose.component, id: 'of-package', packageId: 'p', managedIdentityId: null };
  const bundle = { ...whose.component, type: 'package', id: 'p' } as const;
  const now = new Date('2026-03-01T10:00:00Z');

  async function read(
    component: Whose['component'],
    components: readonly Whose['component'][],
    { rows = [row('run', 5)], types = [], after }: { rows?: TraceLog[]; types?: string[]; after?: Date | null } = {},
  ) {
    const asked: unknown[] = [];
    const dataverse = {
      async plugInTypes(assemblies: readonly string[]) {
        asked.push(assemblies);
        return types;
      },
      async traceLogs(since: Date) {
        asked.push(since.toISOString());
        return rows;
      },
    };
    const runsAfter = (...of: readonly unknown[]) => {
      asked.push(of);
      return after ?? null;
    };
    const sources = { dataverse, ...(after !== undefined && { runsAfter }) } as unknown as Sources;
    const { identity } = withRecord({ applicationId: clientId });
    const runs = await recentErrors.read(sources, { component, components, identity, now });
    return { asked, runs: runs.map(({ id }) => id) };
  }

  it('are read of its assemblies, for a day', async () => {
    const { component } = whose;
    const all = [component, bundle, assembly];
    expect((await read(component, all)).asked).to.deep.equal([['a'], '2026-02-28T10:00:00.000Z']);
    expect((await read(bundle, all)).asked[0]).to.deep.equal(['of-package']);
  });

  it('are its own without known classes only if no other component has an identity', async () => {
    const { component } = whose;
    const free = { ...component, id: 'free', managedIdentityId: null };
    const other = { ...component, id: 'other' };
    expect((await read(component, [component, free])).runs).to.deep.equal(['run']);
    expect((await read(component, [free, other, component])).runs).to.deep.equal([]);
    expect((await read(bundle, [bundle, { ...assembly, managedIdentityId: 'm' }])).runs, 'of it').to.deep.equal([
      'run',
    ]);
    expect((await read(bundle, [bundle, { ...other, packageId: 'q' }])).runs, 'of another').to.deep.equal([]);
  });

  it('are those after the last correction', async () => {
    const rows = [row('before', 4), row('at', 5, { typeName: 'B' }), row('after', 6, { typeName: 'C' })];
    const after = new Date('2026-03-01T09:05:00Z');
    const { asked, runs } = await read(whose.component, [], { rows, after });
    expect(runs).to.deep.equal(['after']);
    expect(asked[2]).to.deep.equal(['a', clientId]);
    expect((await read(whose.component, [], { rows, after: null })).runs).to.deep.equal(['after', 'at', 'before']);
  });
});
