import { expect } from 'chai';
import { errorText } from '../../src/catalog/error-text.ts';
import type { Step } from '../../src/domain/plan.ts';
import { shellTarget } from '../../src/domain/shell/command-line.ts';
import { type PlanFile, parsePlan, planText, sameSteps } from '../../src/repair/plan-file.ts';
import { ids } from '../facts.ts';
import { thrownBy } from '../thrown.ts';
import { cases } from './steps.ts';

const steps = cases.map(({ step }) => step);
const plan: PlanFile = {
  schema: 'ppmi.plan/1',
  tool: { version: '1.0.0' },
  createdAt: '2026-11-28T12:00:00Z',
  cloud: 'public',
  tenantId: ids.tenant,
  environment: { url: 'https://contoso.crm4.dynamics.com', id: 'Default-x' },
  component: { type: 'assembly', id: ids.environment, name: 'Orders' },
  choices: { applicationId: null, newRecordId: ids.otherApplication },
  steps,
};
const [step] = steps as unknown as [Step];

const detailOf = (text: string) => {
  const error = thrownBy(() => parsePlan(text, 'plan.json'));
  expect([error.id, error.args.file]).to.deep.equal(['plan-invalid', 'plan.json']);
  return String(error.args.detail);
};
const changed = (more: object) => JSON.stringify({ ...plan, ...more });

describe('a plan file', () => {
  it('holds only requests that ppmi makes, from the first step to the last', () => {
    const foreign = { ...step, request: { ...step.request, url: 'https://example.com' } };
    expect(detailOf(changed({ steps: [foreign, step] }))).to.match(/^Step 1 /);
    expect(detailOf(changed({ steps: [step, foreign] }))).to.match(/^Step 2 /);
  });

  it('is read back as it was written', () => {
    expect(parsePlan(planText(plan), 'plan.json')).to.deep.equal(plan);
    const chosen = { ...plan, choices: { ...plan.choices, applicationId: ids.application } };
    expect(parsePlan(planText(chosen), 'plan.json')).to.deep.equal(chosen);
    const removing = { ...plan, choices: { ...plan.choices, removeOld: true } };
    expect(parsePlan(planText(removing), 'plan.json')).to.deep.equal(removing);
    const irreversible = { ...plan, steps: steps.filter(({ undo }) => undo === null) };
    expect(parsePlan(planText(irreversible), 'plan.json')).to.deep.equal(irreversible);
  });

  for (const text of ['', '{', 'null', '7', '[]', '{}', changed({ schema: 'ppmi.plan/2' })]) {
    it(`is not ${text.slice(0, 30) || 'an empty file'}`, () => expect(detailOf(text)).to.match(/^It is not/));
  }

  for (const [what, more] of [
    ['the cloud', { cloud: '' }],
    ['the tenant', { tenantId: 'contoso' }],
    ['a URL', { environment: { ...plan.environment, url: 'contoso' } }],
    ['https', { environment: { ...plan.environment, url: 'http://contoso.crm4.dynamics.com' } }],
    ['an origin', { environment: { ...plan.environment, url: 'https://contoso.crm4.dynamics.com/x' } }],
    ['a text as URL', { environment: { ...plan.environment, url: 7 } }],
    ['the environment ID', { environment: { ...plan.environment, id: null } }],
    ['the environment', { environment: null }],
    ['the type', { component: { ...plan.component, type: 'webresource' } }],
    ['the component ID', { component: { ...plan.component, id: '1)/x(' } }],
    ['the name', { component: { ...plan.component, name: '' } }],
    ['the application', { choices: { ...plan.choices, applicationId: 'x' } }],
    ['the ID of a new record', { choices: { ...plan.choices, newRecordId: null } }],
    ['whether an old credential is deleted', { choices: { ...plan.choices, removeOld: 'yes' } }],
    ['the choices', { choices: undefined }],
    ['the steps', { steps: {} }],
  ] as const) {
    it(`requires ${what}`, () => expect(detailOf(changed(more))).to.contain('identifies the target'));
  }

  const nested = JSON.parse(`${'['.repeat(500)}${']'.repeat(500)}`);
  for (const [what, edited] of [
    ['another address', { ...step, request: { ...step.request, url: 'https://example.com/' } }],
    ['no address', { ...step, request: { ...step.request, url: '' } }],
    ['no request', { ...step, request: null }],
    ['an undo without an address', { ...step, undo: {} }],
    ['a deeply nested value', { ...step, request: { ...step.request, body: { subject: nested } } }],
    ['no text', { ...step, says: 7 }],
    ['no ID', { ...step, id: '' }],
    ['nothing', null],
  ] as const) {
    it(`holds no step with ${what}`, () => {
      expect(detailOf(changed({ steps: [step, edited] }))).to.contain('Step 2 holds a request');
    });
  }
});

describe('the steps of a plan file', () => {
  const detail = (planned: readonly Step[]) => {
    const error = thrownBy(() => sameSteps('plan.json', { ...plan, steps: [step] }, planned));
    return String(error.args.detail);
  };

  it('are those that are planned now, in the order of the file', () => {
    const reversed = [...steps].reverse();
    expect(sameSteps('plan.json', plan, reversed)).to.deep.equal(steps);
    const body = Object.fromEntries(Object.entries(step.request.body as object).reverse());
    const reordered = { ...step, says: 'other words', request: { ...step.request, body } };
    expect(sameSteps('plan.json', { ...plan, steps: [step] }, [reordered])).to.deep.equal([reordered]);
  });

  it('are refused in a sentence that does not repeat its title', () => {
    const error = thrownBy(() => sameSteps('plan.json', { ...plan, steps: [step] }, steps.slice(1)));
    const { message } = errorText(error, shellTarget('bash', 'linux'));
    expect(message).to.match(/^plan\.json: "/);
  });

  it('must still be planned', () => {
    expect(detail(steps.slice(1))).to.contain('is not planned for the configuration as it is now');
  });

  for (const [what, more] of [
    ['another request', { request: { ...step.request, body: { name: 'x' } } }],
    ['another undo', { undo: null }],
    ['another risk', { risk: 'disruptive' }],
    ['another finding', { repairs: 'fic-different' }],
  ] as const) {
    it(`must not have ${what}`, () => {
      expect(detail([{ ...step, ...more }])).to.contain('is planned differently');
    });
  }
});
