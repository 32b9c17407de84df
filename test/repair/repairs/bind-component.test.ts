import { expect } from 'chai';
import bindComponent from '../../../src/repair/repairs/bind-component.ts';
import { component, facts, ids, record } from '../../facts.ts';
import { choiceOf, noRecord, planFor, reasonOf, stepOf } from './plan-one.ts';

describe('bind-component', () => {
  for (const name of ['binding-missing', 'binding-assembly-of-package'] as const) {
    it(`${name}: binds to the record, safely, and undoes it by removing the reference`, () => {
      const url = `${facts.environment.url}/api/data/v9.2/pluginassemblies(${component.id})`;
      expect(stepOf(planFor(bindComponent, name))).to.deep.include({
        risk: 'safe',
        repairs: name,
        request: {
          system: 'dataverse',
          method: 'PATCH',
          url,
          body: { 'managedidentityid@odata.bind': `/managedidentities(${record.id})` },
        },
        undo: { system: 'dataverse', method: 'DELETE', url: `${url}/managedidentityid/$ref`, body: null },
      });
    });
  }

  it('binds a package in its own table', () => {
    const given = { facts: { component: { ...component, type: 'package' as const } } };
    expect(stepOf(planFor(bindComponent, 'binding-missing', given)).request.url).to.contain('/pluginpackages(');
  });

  it('binds to a record that other components use only if its application is named', () => {
    const components = [component, { ...component, id: 'other' }];
    expect(choiceOf(planFor(bindComponent, 'binding-missing', { facts: { components } }))).to.deep.include({
      flag: '--application-id',
      candidates: [`${ids.application} (record "Contoso Invoices")`],
    });
    const named = { facts: { components }, applicationId: ids.application.toUpperCase() };
    expect(stepOf(planFor(bindComponent, 'binding-missing', named)).risk).to.equal('safe');
    const assembly = { ...component, id: 'assembly', packageId: component.id };
    expect(planFor(bindComponent, 'binding-missing', { facts: { components: [assembly] } })).to.have.property('steps');
  });

  it('binds to nothing without a record', () => {
    expect(reasonOf(planFor(bindComponent, 'binding-missing', { facts: noRecord }))).to.contain('no record');
  });
});
