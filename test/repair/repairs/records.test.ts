import { expect } from 'chai';
import type { Facts } from '../../../src/domain/facts.ts';
import type { FindingName, Remedy } from '../../../src/domain/findings.ts';
import type { AnyRepair } from '../../../src/repair/repair.ts';
import { repairs } from '../../../src/repair/repairs/index.ts';
import { component, facts, ids, record, withRecord } from '../../facts.ts';

interface Given {
  readonly facts?: Partial<Facts>;
  readonly remedy?: Remedy;
  readonly applicationId?: string;
}

function plan(name: FindingName, { facts: more = {}, remedy, applicationId }: Given = {}) {
  const repair = repairs.find((each: AnyRepair) => each.repairs.includes(name));
  if (repair === undefined) return expect.fail(`no repair for ${name}`);
  const choices = { applicationId: applicationId ?? null, newRecordId: 'new-id' };
  return repair.plan({ name, where: null, remedy: remedy ?? null, override: null }, { ...facts, ...more }, choices);
}

const requestsOf = (planned: ReturnType<typeof plan>) =>
  'steps' in planned ? planned.steps.map(({ request: { method, body }, risk }) => [method, body, risk]) : planned;

describe('repairs of the record', () => {
  for (const [name, was, body] of [
    ['record-credential-source', { credentialSource: 0 }, { credentialsource: 2 }],
    ['record-subject-scope', { subjectScope: 0 }, { subjectscope: 1 }],
    ['record-inactive', { active: false }, { statecode: 0, statuscode: 1 }],
    ['record-tenant-missing', { tenantId: null }, { tenantid: ids.tenant }],
    ['record-tenant-other', { tenantId: ids.environment }, { tenantid: ids.tenant }],
  ] as const) {
    it(`${name}: ${JSON.stringify(body)}`, () => {
      expect(requestsOf(plan(name, { facts: withRecord(was) }))).to.deep.equal([['PATCH', body, 'safe']]);
      const nothing = { identity: { state: 'missing', record: null, candidates: [] } } as const;
      expect(plan(name, { facts: nothing })).to.have.property('reason');
    });
  }

  it('record-application-is-object-id: the client ID of the application with that object ID', () => {
    const byObjectId = { id: 'object', appId: ids.otherApplication, displayName: 'Other' };
    const applications = { application: null, servicePrincipal: null, byObjectId };
    expect(requestsOf(plan('record-application-is-object-id', { facts: { applications } }))).to.deep.equal([
      ['PATCH', { applicationid: ids.otherApplication }, 'safe'],
    ]);
    expect(plan('record-application-is-object-id')).to.have.property('reason');
  });

  it('record-application-unknown: the application that the user chooses', () => {
    const records = [record, { ...record, id: 'b', applicationId: ids.otherApplication, name: 'Other' }];
    expect(plan('record-application-unknown', { facts: { records } })).to.deep.nested.include({
      'choice.flag': '--application-id',
      'choice.candidates': [`${ids.otherApplication} (record Other)`],
    });
    const chosen = plan('record-application-unknown', { applicationId: ids.otherApplication });
    expect(requestsOf(chosen)).to.deep.equal([['PATCH', { applicationid: ids.otherApplication }, 'safe']]);
    expect(plan('record-application-unknown', { applicationId: ids.application })).to.have.property('reason');
  });

  it('record-missing: a new record, then the binding', () => {
    expect(plan('record-missing')).to.have.nested.property('choice.flag', '--application-id');
    const planned = plan('record-missing', { applicationId: ids.application });
    const [create, bind] = 'steps' in planned ? planned.steps : [];
    expect(create?.request.body).to.deep.include({ managedidentityid: 'new-id', version: 2, tenantid: ids.tenant });
    expect(bind?.request.body).to.deep.equal({ 'managedidentityid@odata.bind': '/managedidentities(new-id)' });
  });
});

describe('repairs of the binding', () => {
  const to = (id: string) => ({ 'managedidentityid@odata.bind': `/managedidentities(${id})` });

  it('binding-missing: safe, and undone by removing the reference', () => {
    const planned = plan('binding-missing');
    expect(requestsOf(planned)).to.deep.equal([['PATCH', to(record.id), 'safe']]);
    expect('steps' in planned && planned.steps[0]?.undo?.method).to.equal('DELETE');
  });

  it('binding-missing: in the table of the component', () => {
    const type = 'package' as const;
    const planned = plan('binding-missing', { facts: { component: { ...component, type } } });
    expect('steps' in planned && planned.steps[0]?.request.url).to.include('/pluginpackages(');
  });

  it('binding-other-record: disruptive, and undone by the earlier binding', () => {
    const other = { ...record, id: 'other', applicationId: ids.otherApplication };
    const given = {
      facts: { records: [record, other] },
      remedy: { action: 'bind-record', recordId: 'other' },
      applicationId: ids.otherApplication,
    } as const;
    const planned = plan('binding-other-record', given);
    expect(requestsOf(planned)).to.deep.equal([['PATCH', to('other'), 'disruptive']]);
    expect('steps' in planned && planned.steps[0]?.undo?.body).to.deep.equal(to(record.id));
    expect(plan('binding-other-record', { ...given, facts: {} })).to.have.property('reason');
  });
});

describe('other repairs', () => {
  it('service-principal-missing: creates it for the client ID', () => {
    expect(requestsOf(plan('service-principal-missing'))).to.deep.equal([['POST', { appId: ids.application }, 'safe']]);
  });

  it('fic-propagating: changes nothing', () => {
    expect(plan('fic-propagating')).to.have.property('reason');
  });
});
