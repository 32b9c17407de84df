import { expect } from 'chai';
import type { Step, StepRequest } from '../../src/domain/plan.ts';
import { identified, locate, renamed, secondForm, twinOf, undoRequest, withoutGone } from '../../src/repair/as-sent.ts';
import type { Change } from '../../src/repair/change.ts';

const collection = 'https://graph.microsoft.com/v1.0/applications/x/federatedIdentityCredentials';
const armUrl = (name: string, query = '?api-version=2023-01-31') =>
  `https://management.azure.com/subscriptions/s/federatedIdentityCredentials/${name}${query}`;
const post = (name: unknown): StepRequest => ({
  system: 'graph',
  method: 'POST',
  url: collection,
  body: { name, subject: '/s' },
});
const put = (name: string, query?: string): StepRequest => ({
  system: 'arm',
  method: 'PUT',
  url: armUrl(name, query),
  body: { properties: {} },
});
const component = 'https://contoso.crm4.dynamics.com/api/data/v9.2/pluginassemblies(1)';

describe('a new credential under another name', () => {
  const long = 'x'.repeat(120);
  for (const [name, next] of [
    ['ppmi', 'ppmi-2'],
    ['ppmi-2', 'ppmi-3'],
    ['ppmi-9', 'ppmi-10'],
    ['ppmi-999', 'ppmi-1000'],
    ['ppmi-1000', 'ppmi-1000-2'],
    [long, `${'x'.repeat(118)}-2`],
    [`${'x'.repeat(118)}-9`, `${'x'.repeat(117)}-10`],
  ] as const) {
    it(`${name.slice(-12)}: ${next.slice(-12)}`, () => {
      expect(renamed(post(name))).to.deep.equal(post(next));
      expect(renamed(put(name))).to.deep.equal(put(next));
    });
  }

  it('keeps the rest of an address in ARM', () => {
    expect(renamed(put('a', ''))?.url).to.equal(armUrl('a-2', ''));
  });

  it('is none for a request that names nothing', () => {
    expect(renamed(post(7))).to.equal(null);
    expect(renamed({ ...post('a'), method: 'PATCH' })).to.equal(null);
    expect(renamed({ ...put('a'), method: 'DELETE' })).to.equal(null);
    expect(renamed({ ...put('a'), system: 'dataverse' })).to.equal(null);
    expect(renamed({ ...put('a'), url: 'https://management.azure.com/' })).to.equal(null);
    expect(renamed({ ...post('a'), body: null })).to.equal(null);
  });
});

describe('what takes a step back', () => {
  const step = (request: StepRequest, undo: StepRequest | null): Step => ({
    id: 's',
    says: 's',
    risk: 'safe',
    repairs: null,
    request,
    undo,
  });
  const remove = (system: 'graph' | 'arm', url: string): StepRequest => ({ system, method: 'DELETE', url, body: null });
  const graph = { kind: 'graph-credential', collection, id: null, name: 'planned' } as const;

  it('removes a new credential by the ID that the service gave it, else by its name', () => {
    const creates = step(post('planned'), remove('graph', `${collection}/planned`));
    expect(undoRequest(creates, { ...graph, id: 'the id' })?.url).to.equal(`${collection}/the%20id`);
    expect(undoRequest(creates, { ...graph, name: 'planned-2' })?.url).to.equal(`${collection}/planned-2`);
    expect(undoRequest(creates, { ...graph, name: null })?.url).to.equal(`${collection}/planned`);
  });

  it('removes one of ARM at the address that it was given', () => {
    const creates = step(put('planned'), remove('arm', armUrl('planned')));
    const object = { kind: 'arm-credential', url: armUrl('planned-2'), name: 'planned-2' } as const;
    expect(undoRequest(creates, object)).to.deep.equal(remove('arm', armUrl('planned-2')));
  });

  it('is as planned for everything else', () => {
    const update = { ...post('x'), method: 'PATCH' as const, url: `${collection}/id` };
    expect(undoRequest(step(update, update), { ...graph, id: 'other' })).to.equal(update);
    const deletes = step(remove('graph', `${collection}/id`), post('x'));
    expect(undoRequest(deletes, { ...graph, id: 'other' })).to.deep.equal(post('x'));
    const object = { kind: 'arm-credential', url: armUrl('b'), name: 'b' } as const;
    expect(undoRequest(step(put('a'), put('a')), object)).to.deep.equal(put('a'));
    const record = { kind: 'record', url: component } as const;
    const unbind = { ...remove('graph', component), system: 'dataverse' as const };
    expect(undoRequest(step(post('x'), unbind), record)).to.equal(unbind);
    expect(undoRequest(step(post('x'), null), graph)).to.equal(null);
    const gone = step(remove('graph', `${collection}/id`), remove('graph', `${collection}/id`));
    expect(undoRequest(gone, { ...graph, id: 'other' })).to.equal(gone.undo);
  });
});

describe('the second form of clearing a lookup', () => {
  const clear = {
    system: 'dataverse',
    method: 'DELETE',
    url: `${component}/managedidentityid/$ref`,
    body: null,
  } as const;

  it('writes null to the component', () => {
    expect(secondForm(clear)).to.deep.equal({
      system: 'dataverse',
      method: 'PATCH',
      url: component,
      body: { 'managedidentityid@odata.bind': null },
    });
  });

  it('is none for any other request', () => {
    expect(secondForm({ ...clear, method: 'PATCH' })).to.equal(null);
    expect(secondForm({ ...clear, url: component })).to.equal(null);
  });
});

describe('the object of a step', () => {
  it('in ARM has the address of the request that was sent, where one was', () => {
    const object = { kind: 'arm-credential', url: armUrl('planned'), name: 'planned' } as const;
    const change: Change = { object, before: null, after: { subject: '/s' } };
    const at = (sent: StepRequest | null) => locate(change, sent, null).object;
    expect(at(put('planned-2'))).to.deep.equal({ ...object, url: armUrl('planned-2') });
    expect(at(null)).to.deep.equal(object);
  });

  const graph = { kind: 'graph-credential', collection, id: null, name: 'planned' } as const;
  const created: Change = { object: graph, before: null, after: { name: 'planned', subject: '/s' } };
  const row: Change = { object: { kind: 'record', url: component }, before: { version: 0 }, after: { version: 2 } };
  const result = { status: 201, id: 'the-id', etag: null };

  it('in Graph has the name that was sent, and the ID that the service gave it', () => {
    const located = locate(created, post('planned-2'), result);
    expect(located.object).to.deep.equal({ ...graph, name: 'planned-2', id: 'the-id' });
    expect(located.after).to.deep.equal({ name: 'planned-2', subject: '/s' });
    expect(locate(created, null, null)).to.deep.equal(created);
    const deleted: Change = { ...created, before: created.after, after: null };
    expect(locate(deleted, null, null)).to.deep.equal(deleted);
  });

  it('is as planned where it was there before, and in Dataverse', () => {
    const updated: Change = { ...created, object: { ...graph, id: 'old', name: null } };
    expect(locate(updated, post('x'), result)).to.equal(updated);
    expect(locate(row, post('x'), result)).to.equal(row);
    expect(identified(row.object, 'the-id')).to.equal(row.object);
    expect(identified(graph, null)).to.equal(graph);
  });

  it('leaves out the credentials that the run deleted, and only those', () => {
    const gone = new Set(['a']);
    expect(withoutGone(created, gone).object).to.deep.equal({ ...graph, gone });
    expect(withoutGone(created, undefined)).to.equal(created);
    expect(withoutGone(row, gone)).to.equal(row);
  });

  it('is found by issuer and subject, whatever its name', () => {
    const after = { issuer: 'https://i', subject: '/s', name: 'planned' };
    const claims = { issuer: 'https://i', subject: '/s' };
    const { object } = twinOf({ ...created, after });
    expect(object).to.deep.equal({ ...graph, name: null, claims });
    expect(twinOf(row)).to.equal(row);
  });
});
