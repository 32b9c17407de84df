import { expect } from 'chai';
import type { FederatedCredential, IdentityRecord } from '../../src/domain/facts.ts';
import type { Trust } from '../../src/domain/trust/trust.ts';
import { planUpgrade, type UpgradeComponent, type UpgradeInput } from '../../src/repair/upgrade.ts';
import { component, credential, facts, record, trust } from '../facts.ts';

const url =
  'https://graph.microsoft.com/v1.0/applications/2c43408a-6f88-4df5-880e-e9da1d9310f0/federatedIdentityCredentials';
const all = [trust(0), trust(1), trust(2)];
const old: IdentityRecord = { ...record, version: 0 };
const otherRecord: IdentityRecord = { ...old, id: 'other', name: 'Other' };

interface Given {
  readonly name?: string;
  readonly of?: IdentityRecord;
  readonly trusts?: readonly Trust[];
  readonly held?: readonly FederatedCredential[];
  readonly credentials?: null;
}

function bound({ name = 'Orders', of = old, trusts = all, held = [credential('old', trust(0))], ...more }: Given = {}) {
  const credentials = more.credentials === null ? null : { system: 'graph' as const, url, credentials: held };
  return { component: { ...component, name }, record: of, trusts, credentials } satisfies UpgradeComponent;
}

function plan(components: readonly UpgradeComponent[], more: Partial<UpgradeInput> = {}) {
  const { environment } = facts;
  return planUpgrade({ environment, to: 2, records: [old], components, keepOld: false, settle: 180, ...more });
}
const stepsOf = (planned: ReturnType<typeof plan>) =>
  'steps' in planned ? planned.steps : expect.fail(planned.blocked.why);
const methods = (planned: ReturnType<typeof plan>) => stepsOf(planned).map(({ request }) => request.method);
const blocked = (planned: ReturnType<typeof plan>) =>
  'blocked' in planned ? planned.blocked : expect.fail('not blocked');

describe('the steps of an upgrade', () => {
  it('create, change the record, then delete, with a wait before each', () => {
    const steps = stepsOf(plan([bound()]));
    expect(steps.map(({ request: { method, body } }) => [method, body])).to.deep.equal([
      [
        'POST',
        {
          name: 'ppmi-7c4547dd-Orders',
          issuer: trust(2).issuer,
          subject: trust(2).subject,
          audiences: [trust(2).audience],
        },
      ],
      ['PATCH', { version: 2 }],
      ['DELETE', null],
    ]);
    expect(steps.map(({ settle }) => settle)).to.deep.equal([180, 180, 180]);
    expect(steps[1]?.undo?.body).to.deep.equal({ version: 0 });
    expect(steps[2]?.request.url).to.equal(credential('old', trust(0)).url);
  });

  it('do not wait where nothing is to be waited for', () => {
    expect(stepsOf(plan([bound()], { settle: 0 })).some((step) => 'settle' in step)).to.equal(false);
  });

  it('keep the old credential on request, and one that something else relies on or may rely on', () => {
    expect(methods(plan([bound()], { keepOld: true }))).to.deep.equal(['POST', 'PATCH']);
    const stays = bound({ name: 'Stays', of: otherRecord });
    expect(methods(plan([bound(), stays]))).to.deep.equal(['POST', 'PATCH']);
    const doubted = bound({
      of: otherRecord,
      trusts: [trust(0, { subject: '/x', alternatives: [`${trust(0).subject}`] })],
    });
    expect(methods(plan([bound(), doubted]))).to.deep.equal(['POST', 'PATCH']);
    const elsewhere = { ...stays, credentials: { system: 'graph' as const, url: `${url}x`, credentials: [] } };
    expect(methods(plan([bound(), elsewhere]))).to.deep.equal(['POST', 'PATCH', 'DELETE']);
    const both = plan([bound(), stays], { records: [old, otherRecord] });
    expect(methods(both)).to.deep.equal(['POST', 'PATCH', 'PATCH', 'DELETE']);
  });

  it('delete nothing but what exactly equals the old version', () => {
    const near = credential('near', trust(0, { audience: 'api://other' }));
    expect(methods(plan([bound({ held: [near, credential('x', trust(1))] })]))).to.deep.equal(['POST', 'PATCH']);
    const beyond = { ...old, version: 7 };
    expect(methods(plan([bound({ of: beyond })], { records: [beyond] }))).to.deep.equal(['POST', 'PATCH']);
  });

  it('create no credential that is there, or twice', () => {
    const held = [credential('old', trust(0)), credential('new', trust(2))];
    expect(methods(plan([bound({ held })]))).to.deep.equal(['PATCH', 'DELETE']);
    expect(methods(plan([bound(), bound({ name: 'Stock' })]))).to.deep.equal(['POST', 'PATCH', 'DELETE']);
  });

  it('are none for a record of another scope, whose new subject is not verified, except back to version 0', () => {
    const scoped = { ...old, subjectScope: 0 };
    expect(blocked(plan([bound({ of: scoped })], { records: [scoped] })).why).to.include('subjectscope 0');
    const raised = { ...scoped, version: 2 };
    expect(stepsOf(plan([bound({ of: raised })], { records: [raised], to: 0 }))).to.not.deep.equal([]);
  });

  it('are none for a record that has the version', () => {
    const raised = { ...record, version: 2 };
    expect(stepsOf(plan([bound({ of: raised })], { records: [raised] }))).to.deep.equal([]);
    const empty = { ...old, version: null };
    expect(stepsOf(plan([bound({ of: empty })], { records: [empty], to: 0 }))).to.deep.equal([]);
  });

  it('start from the version of the record, 0 where it is empty, none where it is not known', () => {
    const from = (version: number | null, trusted: Trust['version'], to: Trust['version'] = 2) => {
      const of = { ...record, version };
      const steps = stepsOf(plan([bound({ of, held: [credential('old', trust(trusted))] })], { records: [of], to }));
      return [
        steps.map(({ request }) => request.method),
        steps.find(({ request }) => request.method === 'PATCH')?.says,
      ];
    };
    const all = ['POST', 'PATCH', 'DELETE'];
    expect(from(null, 0)).to.deep.equal([all, `Set version of "${record.name}" from empty (0) to 2`]);
    expect(from(1, 1)).to.deep.equal([all, `Set version of "${record.name}" from 1 to 2`]);
    expect(from(2, 2, 0)[0]).to.deep.equal(all);
    expect(from(3, 1)[0], 'not known').to.deep.equal(['POST', 'PATCH']);
    expect(from(2, 1, 0)[0], 'of another version').to.deep.equal(['POST', 'PATCH']);
    expect(from(null, 1)[0], 'of another version').to.deep.equal(['POST', 'PATCH']);
  });

  it('change a record that nothing is bound to', () => {
    expect(methods(plan([]))).to.deep.equal(['PATCH']);
  });
});

describe('an upgrade is not planned', () => {
  it('for a record with an empty scope, which it names', () => {
    expect(blocked(plan([bound({ of: { ...old, subjectScope: null } })])).why).to.contain('subjectscope empty');
  });

  for (const [what, given, why] of [
    ['an unsigned component', { trusts: [] }, 'unsigned'],
    ['a subject that cannot be predicted', { trusts: [trust(2, { subject: null, reason: 'a comma' })] }, 'a comma'],
    ['a trust that is not verified', { trusts: [trust(2, { confidence: 'not-verified' })] }, 'not verified'],
    ['an application that cannot be read', { credentials: null }, 'no application'],
    [
      'a credential with another audience',
      { held: [credential('x', trust(2, { audience: 'a' }))] },
      'another audience',
    ],
  ] as const) {
    it(`for ${what}`, () => {
      expect(blocked(plan([bound(given)]))).to.deep.include({ what: 'Orders' });
      expect(blocked(plan([bound(given)])).why).to.contain(why);
      const untouched = bound({ ...given, of: otherRecord });
      expect(plan([bound(), untouched]), 'of another record').to.have.property('steps');
    });
  }

  it('for several components, of which it names the first', () => {
    const stopped = ['First', 'Second'].map((name) => bound({ name, trusts: [] }));
    expect(blocked(plan(stopped)).what).to.equal('First');
  });

  it('beyond 20 credentials', () => {
    const many = (count: number) =>
      Array.from({ length: count }, (_, n) => credential(`c${n}`, trust(1, { subject: `/${n}` })));
    expect(methods(plan([bound({ held: many(19) })]))).to.deep.equal(['POST', 'PATCH']);
    expect(blocked(plan([bound({ held: many(20) })])).why).to.contain('holds 20');
  });

  it('leave out the records of the components that stop them, and change the others, on request', () => {
    const unread = bound({ name: 'Unread', of: otherRecord, trusts: [] });
    const both = { records: [old, otherRecord], leaveOut: true };
    expect(blocked(plan([bound(), unread], { ...both, leaveOut: false })).what).to.equal('Unread');
    const planned = plan([bound(), unread], both);
    const { leftOut } = 'leftOut' in planned ? planned : expect.fail('blocked');
    expect(leftOut.map(({ record: { id }, what }) => [id, what])).to.deep.equal([['other', 'Unread']]);
    // The old credential may be what the unread component relies on.
    expect(methods(planned)).to.deep.equal(['POST', 'PATCH']);
    const elsewhere = { ...unread, record: { ...otherRecord, applicationId: 'a' } };
    expect(methods(plan([bound(), elsewhere], both))).to.deep.equal(['POST', 'PATCH', 'DELETE']);
    expect(blocked(plan([unread], { records: [otherRecord], leaveOut: true })).what).to.equal('Unread');
  });

  it('keep the old credential where a component of another record with the application could not be read', () => {
    expect(methods(plan([bound(), bound({ name: 'Unread', of: otherRecord, trusts: [] })]))).to.deep.equal([
      'POST',
      'PATCH',
    ]);
  });
});
