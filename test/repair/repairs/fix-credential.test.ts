import { expect } from 'chai';
import type { Facts } from '../../../src/domain/facts.ts';
import type { FindingName, PresentedOverride, Remedy } from '../../../src/domain/findings.ts';
import type { Trust } from '../../../src/domain/trust/trust.ts';
import type { Planned } from '../../../src/repair/repair.ts';
import fixCredential from '../../../src/repair/repairs/fix-credential.ts';
import { credential, facts, ids, record, trust, withRecord } from '../../facts.ts';
import { planFor, reasonOf, stepOf } from './plan-one.ts';

interface Case {
  readonly name?: FindingName;
  readonly action: Exclude<Remedy['action'], 'bind-record'>;
  readonly trusts?: readonly Trust[];
  readonly credentials?: NonNullable<Facts['federatedCredentials']>['credentials'];
  readonly override?: PresentedOverride;
  readonly facts?: Partial<Facts>;
}

function plan({ name = 'fic-missing', action, trusts, credentials, override, facts: more }: Case) {
  const where = { system: 'graph', kind: 'federated identity credential', id: 'dev', name: 'dev' } as const;
  const changed: Facts = {
    ...facts,
    ...more,
    ...(trusts && { expectedTrust: { ...facts.expectedTrust, trusts } }),
    federatedCredentials: {
      system: 'graph',
      url: 'https://graph.microsoft.com/v1.0/x',
      credentials: credentials ?? [],
    },
  };
  const target = { name, where, remedy: { action }, override: override ?? null };
  return fixCredential.plan(target, changed, { applicationId: null, newRecordId: 'n' });
}

const stepsOf = (planned: ReturnType<typeof plan>) =>
  'steps' in planned ? planned.steps.map(({ request, risk }) => [request.method, risk, request.body]) : planned;
const wrong = credential('dev', trust(2, { subject: 'wrong' }));
const notVerified = [0, 1, 2].map((version) => trust(version as 0, { confidence: 'not-verified' }));

describe('fix-credential', () => {
  for (const action of ['create-credential', 'update-credential', 'upgrade-record'] as const) {
    it(`never repairs on a trust that is not verified: ${action}`, () => {
      const planned = plan({ action, trusts: notVerified, credentials: [wrong] });
      expect(planned)
        .to.have.property('reason')
        .that.matches(/not verified/);
    });

    it(`writes no computed value if the plug-in presents another one: ${action}`, () => {
      const override = { presented: '/x', presentedAt: '2026-01-01', computed: null, differs: [] };
      expect(plan({ action, credentials: [wrong], override })).to.have.property('reason');
    });
  }

  it('corrects a claim that can never be valid in place, and can undo it', () => {
    const planned = plan({ action: 'update-credential', credentials: [wrong] });
    expect(stepsOf(planned)).to.have.length(1);
    const [step] = 'steps' in planned ? planned.steps : [];
    expect(step?.request).to.deep.include({ method: 'PATCH', url: wrong.url });
    expect(step?.undo?.body).to.deep.include({ subject: 'wrong' });
  });

  it('creates a second credential and keeps one that may be in use', () => {
    const planned = plan({ action: 'create-credential', credentials: [wrong] });
    const [step] = 'steps' in planned ? planned.steps : [];
    expect(step).to.deep.include({ risk: 'safe' });
    expect(step?.request.method).to.equal('POST');
    expect(step?.request.body).to.deep.include({ subject: trust(2).subject });
  });

  it('raises to version 2 if credentials of both versions exist', () => {
    const credentials = [credential('one', trust(1)), credential('two', trust(2))];
    expect(stepsOf(plan({ action: 'upgrade-record', credentials }))).to.deep.equal([['PATCH', 'safe', { version: 2 }]]);
  });

  it('raises to version 1 if only its credential exists', () => {
    const credentials = [credential('one', trust(1))];
    expect(stepsOf(plan({ action: 'upgrade-record', credentials }))).to.deep.equal([['PATCH', 'safe', { version: 1 }]]);
  });

  it('creates the credential of version 2 before it raises the record', () => {
    const planned = plan({ action: 'upgrade-record' });
    expect('steps' in planned && planned.steps.map(({ request }) => request.method)).to.deep.equal(['POST', 'PATCH']);
  });

  it('marks raising a working version 0 as disruptive', () => {
    const planned = plan({
      name: 'version-0-deprecated',
      action: 'upgrade-record',
      facts: withRecord({ version: null }),
    });
    expect('steps' in planned && planned.steps.map(({ risk }) => risk)).to.deep.equal(['safe', 'disruptive']);
    expect('steps' in planned && planned.steps[1]?.undo?.body).to.deep.equal({ version: null });
  });

  it('says why no repair is possible', () => {
    expect(plan({ action: 'update-credential' })).to.have.property('reason');
    expect(plan({ action: 'create-credential', trusts: [] })).to.have.property('reason');
    expect(plan({ action: 'upgrade-record', trusts: [] })).to.have.property('reason');
    const noRecord = { identity: { state: 'missing', record: null, candidates: [record] } } as const;
    expect(plan({ action: 'upgrade-record', facts: noRecord })).to.have.property('reason');
    const noSubject = [trust(2, { subject: null })];
    expect(plan({ action: 'create-credential', trusts: noSubject })).to.have.property('reason');
  });

  it('gives no trust to the application of the record if the user chose another one', () => {
    const other = { ...record, id: '0f2b1c9d-5d0e-4f0a-8f34-1f7f3b0a9c11', applicationId: ids.otherApplication };
    const inactive = { ...other, id: '1f2b1c9d-5d0e-4f0a-8f34-1f7f3b0a9c11', active: false };
    const chosen = (applicationId: string, more: Partial<Facts> = {}) =>
      planFor(fixCredential, 'fic-missing', {
        remedy: { action: 'create-credential' },
        applicationId,
        facts: { records: [record, inactive, other], expectedTrust: { version: 2, trusts: [trust(2)] }, ...more },
      });
    const step = stepOf(chosen(ids.otherApplication.toUpperCase()));
    expect(step.request.body).to.deep.equal({ 'managedidentityid@odata.bind': `/managedidentities(${other.id})` });
    expect(step.undo?.body).to.deep.equal({ 'managedidentityid@odata.bind': `/managedidentities(${record.id})` });
    const second = '2f2b1c9d-5d0e-4f0a-8f34-1f7f3b0a9c11';
    const bindTo = (...records: Facts['records']) =>
      Object.values(stepOf(chosen(ids.otherApplication, { records })).request.body ?? {});
    expect(bindTo(inactive, { ...inactive, id: second }), 'none is active').to.deep.equal([
      `/managedidentities(${inactive.id})`,
    ]);
    expect(bindTo(other, { ...other, id: second }), 'the first of two').to.deep.equal([
      `/managedidentities(${other.id})`,
    ]);
    expect(reasonOf(chosen(ids.otherApplication, { records: [record] }))).to.match(/no record names application/);
    const kindOf = (planned: Planned) =>
      'steps' in planned ? planned.steps.map(({ id }) => id.split(':')[0]) : planned;
    expect(kindOf(chosen(ids.application.toUpperCase()))).to.not.deep.equal(['bind']);
    const unbound = { identity: { ...facts.identity, state: 'fits' } as Facts['identity'] };
    expect(kindOf(chosen(ids.otherApplication, unbound))).to.not.deep.equal(['bind']);
  });
});
