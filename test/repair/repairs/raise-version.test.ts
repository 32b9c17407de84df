import { expect } from 'chai';
import type { Facts, Neighbor } from '../../../src/domain/facts.ts';
import type { FindingName } from '../../../src/domain/findings.ts';
import type { Trust } from '../../../src/domain/trust/trust.ts';
import { raiseVersion } from '../../../src/repair/repairs/raise-version.ts';
import { component, credential, facts, trust, withRecord } from '../../facts.ts';
import { noRecord, reasonOf } from './plan-one.ts';

const url = 'https://graph.microsoft.com/v1.0/applications/2c43408a/federatedIdentityCredentials';
const at = (...credentials: ReturnType<typeof credential>[]): Partial<Facts> => ({
  federatedCredentials: { system: 'graph', url, credentials },
});
const version1: Partial<Facts> = {
  ...withRecord({ version: 1 }),
  expectedTrust: { version: 1, trusts: facts.expectedTrust.trusts },
};

function plan(more: Partial<Facts>, name: FindingName = 'fic-missing') {
  const finding = { name, where: null, remedy: { action: 'upgrade-record' as const }, override: null };
  return raiseVersion(finding, { ...facts, ...version1, ...more });
}
const stepsOf = (planned: ReturnType<typeof plan>) =>
  'steps' in planned
    ? planned.steps.map(({ request: { method, body }, risk }) => [method, body, risk])
    : expect.fail(JSON.stringify(planned));

/** A component of another certificate on the same record: its trusts have other subjects. */
function neighbor(name: string, more: Partial<Trust> = {}): Neighbor & { readonly trusts: readonly Trust[] } {
  const trusts = ([0, 1, 2] as const).map((version) => trust(version, { subject: `/${name}/${version}`, ...more }));
  return { component: { ...component, id: name, name }, trusts };
}
const unread: Neighbor = { component: { ...component, id: 'u', name: 'Unread' }, trusts: null };
const [, old = trust(1), next = trust(2)] = neighbor('Orders').trusts;
const post = (name: string, { issuer, subject, audience }: Trust) => [
  'POST',
  { name: `ppmi-7c4547dd-${name}`, issuer, subject, audiences: [audience] },
  'safe',
];

describe('raising the version of a record', () => {
  it('creates what is missing first, and can restore the version', () => {
    const planned = plan(at());
    expect(stepsOf(planned)).to.deep.equal([
      post('Contoso-Invoices-Plugins', trust(2)),
      ['PATCH', { version: 2 }, 'safe'],
    ]);
    expect('steps' in planned && planned.steps[1]?.undo?.body).to.deep.equal({ version: 1 });
    const empty = plan({ ...at(credential('own', trust(2))), ...withRecord({ version: null }) });
    expect('steps' in empty && empty.steps[0]).to.include({
      says: 'Set version of "Contoso Invoices" from empty (0) to 2',
    });
  });

  it('creates a credential for each component that works now, and calls it disruptive', () => {
    const neighbors = [neighbor('Orders')];
    expect(stepsOf(plan({ ...at(credential('orders', old)), neighbors }))).to.deep.equal([
      post('Contoso-Invoices-Plugins', trust(2)),
      post('Orders', next),
      ['PATCH', { version: 2 }, 'disruptive'],
    ]);
  });

  it('waits until new credentials are effective where a component works now, and only there', () => {
    const settles = (planned: ReturnType<typeof plan>) =>
      'steps' in planned ? planned.steps.map(({ settle }) => settle) : expect.fail(JSON.stringify(planned));
    const neighbors = [neighbor('Orders')];
    expect(settles(plan({ ...at(credential('orders', old)), neighbors }))).to.deep.equal([180, 180, 180]);
    expect(settles(plan(at(), 'version-0-deprecated'))).to.deep.equal([180, 180]);
    expect(settles(plan(at()))).to.deep.equal([undefined, undefined]);
  });

  it('creates none for a component that does not work now, or that has one', () => {
    const neighbors = [neighbor('Orders')];
    expect(stepsOf(plan({ ...at(), neighbors }))).to.have.length(2);
    const both = at(credential('orders', old), credential('next', next), credential('own', trust(2)));
    expect(stepsOf(plan({ ...both, neighbors }))).to.deep.equal([['PATCH', { version: 2 }, 'disruptive']]);
  });

  it('creates one for components of the same certificate, under one name', () => {
    const neighbors = [neighbor('Orders'), { ...neighbor('Orders'), component: { ...component, name: 'Stock' } }];
    expect(stepsOf(plan({ ...at(credential('orders', old)), neighbors }))).to.deep.equal([
      post('Contoso-Invoices-Plugins', trust(2)),
      post('Orders', next),
      ['PATCH', { version: 2 }, 'disruptive'],
    ]);
  });

  it('gives components of the same name and other certificates different names', () => {
    const second = neighbor('Second');
    const [, oldOfSecond = old, nextOfSecond = next] = second.trusts;
    const neighbors = [neighbor('Orders'), { ...second, component: { ...second.component, name: 'Orders' } }];
    const held = at(credential('a', old), credential('b', oldOfSecond), credential('own', trust(2)));
    expect(stepsOf(plan({ ...held, neighbors }))).to.deep.equal([
      post('Orders', next),
      post('Orders-2', nextOfSecond),
      ['PATCH', { version: 2 }, 'disruptive'],
    ]);
  });

  it('is safe for a component that presents the same in both versions', () => {
    const same = neighbor('Orders', { subject: '/same' });
    const planned = plan({ ...at(credential('orders', trust(1, { subject: '/same' }))), neighbors: [same] });
    expect(stepsOf(planned).at(-1)).to.deep.equal(['PATCH', { version: 2 }, 'safe']);
    for (const other of [{ issuer: 'https://other' }, { audience: 'api://other' }]) {
      const trusts = same.trusts.map((each) => (each.version === 2 ? { ...each, ...other } : each));
      const credentials = at(credential('orders', trust(1, { subject: '/same' })), credential('own', trust(2)));
      const changed = plan({ ...credentials, neighbors: [{ ...same, trusts }] });
      expect(stepsOf(changed).at(-1)?.[2]).to.equal('disruptive');
    }
  });

  it('is disruptive where the component works with version 0', () => {
    expect(stepsOf(plan(at(credential('own', trust(2))), 'version-0-deprecated'))).to.deep.equal([
      ['PATCH', { version: 2 }, 'disruptive'],
    ]);
  });

  it('prefers the newest version that has a credential', () => {
    const one = credential('one', trust(1));
    expect(stepsOf(plan(at(one, credential('two', trust(2)))))).to.deep.equal([['PATCH', { version: 2 }, 'safe']]);
    expect(stepsOf(plan(at(one)))).to.deep.equal([['PATCH', { version: 1 }, 'safe']]);
  });

  it('is not planned where a component could stop working', () => {
    const unsure = neighbor('Orders', { confidence: 'not-verified' });
    expect(reasonOf(plan({ ...at(credential('own', trust(2))), neighbors: [unread] }))).to.contain('Unread is bound');
    const blocked = plan({ ...at(credential('own', trust(2)), credential('orders', old)), neighbors: [unsure] });
    const own = { version: 1 as const, trusts: [trust(2, { confidence: 'not-verified' })] };
    expect(reasonOf(plan({ ...at(), expectedTrust: own }))).to.match(/^the expected value is not verified/);
    expect(reasonOf(blocked)).to.contain('another component is bound to the same record: ').and.contain('not verified');
  });

  it('is planned beside a component that is unsigned', () => {
    expect(
      stepsOf(plan({ ...at(credential('own', trust(2))), neighbors: [{ ...unread, trusts: [] }] })),
    ).to.have.length(1);
  });

  it('is planned up to the limit of 20 credentials', () => {
    const others = Array.from({ length: 18 }, (_, n) => credential(`c${n}`, trust(2, { subject: `/c${n}` })));
    const neighbors = [neighbor('Orders')];
    expect(stepsOf(plan({ ...at(...others.slice(1), credential('orders', old)), neighbors }))).to.have.length(3);
    expect(reasonOf(plan({ ...at(...others, credential('orders', old)), neighbors }))).to.contain('2 more credentials');
    // Correcting one in place requires no further one.
    const twin = credential('twin', trust(2, { audience: 'api://other' }));
    expect(stepsOf(plan(at(...others, twin, credential('x', trust(2, { subject: '/x' })))))).to.have.length(2);
    const corrected = at(...others.slice(1), twin, credential('orders', old));
    expect(stepsOf(plan({ ...corrected, neighbors })).map(([method]) => method)).to.deep.equal([
      'PATCH',
      'POST',
      'PATCH',
    ]);
  });

  it('is not planned for a record of another scope while a component may work, as its new subject is not verified', () => {
    const record = withRecord({ version: 0, subjectScope: 0 });
    const expectedTrust = { version: 0 as const, trusts: facts.expectedTrust.trusts };
    const version0: Partial<Facts> = { ...record, expectedTrust };
    const [trust0 = trust(0)] = neighbor('Orders').trusts;
    const held = at(credential('orders', trust0));
    expect(reasonOf(plan({ ...version0, ...held, neighbors: [neighbor('Orders')] }))).to.include(
      'Orders may work now, and what the platform presents in version 2 with subjectscope 0 is not verified',
    );
    expect(reasonOf(plan({ ...version0, ...at(credential('own', trust(0))) }))).to.include('Plugins may work now');
    const empty = { ...version0, ...withRecord({ version: 0, subjectScope: null }) };
    expect(reasonOf(plan({ ...empty, ...at(credential('own', trust(0))) }))).to.include('subjectscope empty');
    expect(stepsOf(plan({ ...version0, ...at() }))).to.have.length(2);
  });

  it('is not planned without a record, an identity or a certificate', () => {
    expect(reasonOf(plan({ ...at(), ...noRecord }))).to.contain('no record');
    expect(reasonOf(plan({ federatedCredentials: null }))).to.contain('no record');
    expect(reasonOf(plan({ ...at(), expectedTrust: { version: 1, trusts: [] } }))).to.contain('unsigned');
    const unknown = { version: 1 as const, trusts: [trust(2, { subject: null })] };
    expect(plan({ ...at(), expectedTrust: unknown })).to.have.property('reason');
  });
});
