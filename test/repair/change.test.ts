import { expect } from 'chai';
import fc from 'fast-check';
import { changeOf, holds, type RequestPair, recreates, type Values } from '../../src/repair/change.ts';
import { cases } from './steps.ts';

const [create] = cases as unknown as [(typeof cases)[number]];
const stepOf = (name: string) => cases.find((each) => each.name === name)?.step ?? expect.fail(`no case ${name}`);
const id = '11111111-2222-4333-8444-555555555555';

describe('the requests that a run may send', () => {
  for (const { name, step } of cases) {
    it(`take: ${name}`, () => {
      expect(changeOf(step)).to.not.equal(null);
    });

    it(`refuse: ${name}, at an address that was edited`, () => {
      for (const edit of [
        (url: string) => url.replace('https:', 'http:'),
        (url: string) => `${url}/../../users`,
        (url: string) => url.replace(/[0-9a-f]{8}-|v9\.2/, 'x'),
        (url: string) =>
          url.replace(/federatedIdentityCredentials|managedidentities|plugin(assemblies|packages)/, 'systemusers'),
      ]) {
        const request = { ...step.request, url: edit(step.request.url) };
        expect(changeOf({ ...step, request }), request.url).to.equal(null);
      }
    });

    it(`refuse: ${name}, with a column that ppmi does not write`, () => {
      const body =
        step.request.system === 'arm' && step.request.body !== null
          ? { properties: { ...(step.request.body as { properties: object }).properties, owner: 1 } }
          : { ...(step.request.body as object), owner: 1 };
      expect(changeOf({ ...step, request: { ...step.request, body } })).to.equal(null);
    });

    it(`refuse: ${name}, with an undo of something else`, () => {
      if (step.undo === null || step.request.method === 'POST') return;
      const undo = JSON.parse(JSON.stringify(step.undo).replace(/[0-9a-f]{8}-[0-9a-f]{4}/, '00000000-0000'));
      expect(changeOf({ ...step, undo })).to.equal(null);
    });
  }

  it('refuse every other request without throwing', () => {
    const pair = fc.record({
      request: fc.record({
        system: fc.constantFrom('graph' as const, 'arm' as const, 'dataverse' as const),
        method: fc.constantFrom('POST' as const, 'PATCH' as const, 'PUT' as const, 'DELETE' as const),
        url: fc.oneof(fc.string(), fc.constantFrom(...cases.map(({ step: { request } }) => request.url))),
        body: fc.jsonValue(),
      }),
      undo: fc.constant(null),
    });
    // Removing a binding is whole without a body and without an undo: the undo of a binding is such a request.
    const removesBinding = ({ request: { system, method, url, body } }: RequestPair) =>
      system === 'dataverse' && method === 'DELETE' && body === null && url.endsWith('/managedidentityid/$ref');
    fc.assert(
      fc.property(pair, (each) => (changeOf(each as RequestPair) !== null) === removesBinding(each as RequestPair)),
    );
  });
});

describe('the parts of a request and its undo', () => {
  const refused = (pair: RequestPair) => expect(changeOf(pair), JSON.stringify(pair)).to.equal(null);

  it('of a credential in Graph: an update is undone by an update', () => {
    const { request, undo } = stepOf('update a credential in Graph');
    const recreation = stepOf('delete a credential in Graph').undo;
    const own = { ...request, url: `${recreation?.url}/${id}` };
    refused({ request: own, undo: recreation });
    refused({ request, undo: null });
    refused({ request, undo: undo && { ...undo, body: { ...(undo.body as object), description: 'x' } } });
  });

  it('of a credential in Graph: a creation names it, and an update is one of a credential', () => {
    const { request, undo } = stepOf('create a credential in Graph');
    const { name: _, ...unnamed } = request.body as Values;
    refused({ request: { ...request, body: unnamed }, undo });
    refused({ request: { ...request, body: { ...unnamed, name: 7 } }, undo });
    const url = 'https://graph.microsoft.com/v1.0/applications/2c43408a-6f88-4df5-880e-e9da1d9310f0';
    const rename = (name: string) => ({ system: 'graph', method: 'PATCH', url, body: { name } }) as const;
    refused({ request: rename('new'), undo: rename('old') });
  });

  it('nest no deeper than a list of audiences', () => {
    const { request, undo } = stepOf('update a credential in ARM');
    const deep = { properties: { ...(request.body as { properties: Values }).properties, audiences: [['a']] } };
    refused({ request: { ...request, body: deep }, undo });
    refused({ request, undo: undo && { ...undo, body: deep } });
  });

  it('write something', () => {
    const { request, undo } = stepOf('change a record');
    refused({ request: { ...request, body: {} }, undo: undo && { ...undo, body: {} } });
  });

  it('of a credential in ARM: what the undo puts back is known', () => {
    const { request, undo } = stepOf('update a credential in ARM');
    refused({ request, undo: null });
    refused({ request, undo: undo && { ...undo, method: 'PATCH' } });
    refused({ request: { ...request, method: 'DELETE', body: null }, undo: undo && { ...undo, method: 'PATCH' } });
  });

  it('of a service principal: it names an application by its client ID', () => {
    const url = 'https://graph.microsoft.com/v1.0/servicePrincipals';
    const request = { system: 'graph', method: 'POST', url, body: { appId: id } } as const;
    const object = { kind: 'service-principal', url: `${url}(appId='${id}')`, applicationId: id };
    expect(changeOf({ request, undo: null })).to.deep.equal({ object, before: null, after: { appId: id } });
    for (const appId of [undefined, 7, [id], 'name', `${id}0`]) {
      refused({ request: { ...request, body: { appId } }, undo: null });
    }
    refused({ request: { ...request, body: null }, undo: null });
    refused({ request: { ...request, method: 'PATCH' }, undo: null });
  });

  it('of a record: a creation states the ID, and a change the values before it', () => {
    const { request, undo } = stepOf('create a record');
    for (const managedidentityid of [undefined, [id], 'name']) {
      refused({ request: { ...request, body: { managedidentityid, version: 2 } }, undo });
    }
    refused({ request: { ...request, body: null }, undo });
    refused({ request: { ...request, method: 'PATCH' }, undo });
    refused({ request: { ...request, method: 'PATCH' }, undo: { ...request, method: 'PATCH' } });
    refused({ ...stepOf('change a record'), undo: null });
  });

  it('of a binding: it binds a component to a record and to nothing else', () => {
    const { request, undo } = stepOf('bind a component');
    const key = 'managedidentityid@odata.bind';
    for (const target of [
      undefined,
      7,
      `/systemusers(${id})`,
      [`/managedidentities(${id})`],
      '',
      'https://example.com',
    ]) {
      refused({ request: { ...request, body: { [key]: target } }, undo });
    }
    refused({ request: { ...request, body: null }, undo });
    refused({ request: { ...request, body: {} }, undo });
    const user = { ...request, url: request.url.replace('pluginassemblies', 'systemusers') };
    refused({ request: user, undo: { ...user, body: { [key]: null } } });
    refused({ request: { ...request, body: { [key]: `/managedidentities(${id})`, name: 'x' } }, undo });
    const cleared = changeOf({ request: { ...request, body: { [key]: null } }, undo });
    expect(cleared).to.deep.include({ after: { managedidentityid: null } });
  });
});

describe('whether a creation restores what a deletion removed', () => {
  const values = create.step.request.body as Values;
  const url = create.step.request.url;
  const [created, deleted] = [stepOf('create a credential in Graph'), stepOf('delete a credential in Graph')];

  it('needs the same values', () => {
    expect(recreates(deleted, created)).to.equal(true);
    const other = { ...created, request: { ...created.request, body: { ...values, subject: 'other' } } };
    expect(recreates(deleted, other)).to.equal(false);
  });

  it('needs a deletion, then a creation', () => {
    const same = (body: object) => ({ system: 'graph', method: 'PATCH', url: `${url}/${id}`, body }) as const;
    const { name: _, ...held } = values;
    const update = { request: same(held), undo: same({ ...held, subject: 'y' }) };
    expect(recreates({ request: update.undo, undo: update.request }, created)).to.equal(false);
    expect(recreates(deleted, update)).to.equal(false);
    expect(recreates(created, deleted)).to.equal(false);
  });

  it('is true of credentials only, and false for a request that ppmi does not make', () => {
    const record = stepOf('delete a record');
    expect(recreates(record, stepOf('create a record'))).to.equal(false);
    const foreign = { request: { ...created.request, url: 'https://example.com' }, undo: null };
    expect(recreates(foreign, created)).to.equal(false);
    expect(recreates(deleted, foreign)).to.equal(false);
  });
});

describe('whether an object holds the values of a change', () => {
  it('compares every value, and whether there are any', () => {
    expect(holds({ version: 2, statecode: 1 }, { version: 2, statecode: 0 })).to.equal(false);
    expect(holds({ version: 2 }, null)).to.equal(false);
    expect(holds(null, { version: 2 })).to.equal(false);
    expect(holds(null, null)).to.equal(true);
  });

  it('takes a column that the answer leaves out for an empty one', () => {
    expect(holds({}, { version: null })).to.equal(true);
    expect(holds({}, { version: 2 })).to.equal(false);
  });

  it('compares the name that a change writes to a record', () => {
    expect(holds({ managedidentityid: id, name: 'old' }, { name: 'new' })).to.equal(false);
    expect(holds({ managedidentityid: id, name: 'new', version: 1 }, { name: 'new' })).to.equal(true);
  });

  it('does not compare the name of a created object, which may have been taken', () => {
    const credential = { issuer: 'i', subject: 's', audiences: ['a'] };
    expect(holds({ name: 'ppmi-2', ...credential }, { name: 'ppmi-1', ...credential })).to.equal(true);
    expect(holds({ name: 'x', managedidentityid: id }, { name: 'y', managedidentityid: id })).to.equal(true);
  });
});
