import { expect } from 'chai';
import fc from 'fast-check';
import { changeOf, holds, type RequestPair } from '../../src/repair/change.ts';
import { cases } from './steps.ts';

const [create] = cases as unknown as [(typeof cases)[number]];

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
        url: fc.oneof(fc.webUrl(), fc.string(), fc.constant(create.step.request.url)),
        body: fc.jsonValue(),
      }),
      undo: fc.constant(null),
    });
    fc.assert(fc.property(pair, (each) => changeOf(each as RequestPair) === null));
  });
});

describe('whether an object holds the values of a change', () => {
  const id = '11111111-2222-4333-8444-555555555555';

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
