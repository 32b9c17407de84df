import { expect } from 'chai';
import type { Step } from '../../src/domain/plan.ts';
import { type Proof, repairJson, stepJson } from '../../src/render/json/plan.ts';
import { reportJson } from '../../src/render/json/report.ts';
import { noStyle } from '../../src/render/style.ts';
import { planText, proofText } from '../../src/render/text/plan.ts';
import { validator } from '../schema.ts';
import { finding, oneOfEach, verdict } from './diagnosis.ts';

const step: Step = {
  id: 'update-credential:1',
  says: 'Correct the federated identity credential orders-dev',
  risk: 'safe',
  request: { system: 'graph', method: 'PATCH', url: 'https://graph.microsoft.com/v1.0/x', body: { issuer: 'new' } },
  undo: { system: 'graph', method: 'PATCH', url: 'https://graph.microsoft.com/v1.0/x', body: { issuer: 'old' } },
  repairs: 'issuer-trailing-slash',
};
const removal: Step = { ...step, id: 'delete', says: 'Delete it', risk: 'disruptive', undo: null };
const healthy = reportJson({ findings: [], verdicts: [verdict('a/b', 'passed')] }, { emulated: true });
const proven: Proof = { doctor: healthy, exchange: 'succeeded' };

describe('a repair as JSON', () => {
  it('has the shape of its schema, applied or not', () => {
    const validate = validator('repair.schema.json');
    const outcomes = [
      repairJson({ steps: [step, removal], applied: [step], proof: proven, emulated: true }),
      repairJson({ steps: [step], applied: [], proof: { doctor: null, exchange: 'not-run' }, emulated: false }),
    ];
    for (const outcome of outcomes) expect(validate(outcome), JSON.stringify(validate.errors)).to.equal(true);
  });

  it('gives a request without a body as null, so that no key is missing', () => {
    const request = {
      system: 'graph',
      method: 'DELETE',
      url: 'https://graph.microsoft.com/v1.0/x',
      body: undefined,
    } as const;
    expect(stepJson({ ...step, request }).request).to.deep.equal({ method: 'DELETE', url: request.url, body: null });
  });
});

describe('a plan as text', () => {
  it('shows what each step does, its risk, its request and how to undo it', () => {
    expect(planText({ steps: [stepJson(step)], left: [] }, noStyle).split('\n')).to.deep.equal([
      'Plan, 1 step; nothing has been changed yet.',
      '',
      '1. Correct the federated identity credential orders-dev.',
      '   repairs  PPMI2044 issuer-trailing-slash',
      '   risk     safe',
      '   request  PATCH https://graph.microsoft.com/v1.0/x',
      '            {',
      '              "issuer": "new"',
      '            }',
      '   undo     PATCH https://graph.microsoft.com/v1.0/x',
      '            {',
      '              "issuer": "old"',
      '            }',
    ]);
  });

  it('warns of a step that others may suffer from, and says when there is no way back', () => {
    const text = planText({ steps: [stepJson(removal)], left: [] }, noStyle);
    expect(text).to.include('risk     disruptive').and.to.include('undo     impossible');
  });

  it('names what is left to a person, with the reason', () => {
    const text = planText(
      { steps: [], left: [{ finding: finding('assembly-unsigned'), reason: 'ppmi has no key' }] },
      noStyle,
    );
    expect(text).to.equal(
      'Nothing to do.\n\nNot repaired by ppmi\n  PPMI3001 The assembly is not signed: ppmi has no key.',
    );
  });
});

describe('a proof as text', () => {
  const text = (proof: Proof) => proofText([stepJson(step)], proof, noStyle).split('\n');

  it('counts as proven only what was run and passed', () => {
    expect(text(proven)).to.deep.equal([
      'Proof',
      '  ok applied: Correct the federated identity credential orders-dev',
      '  ok the same checks again: nothing found, 1 passed',
      '  ok token exchange: succeeded',
    ]);
  });

  it('shows a failed proof as failed and one that was not run as open', () => {
    const doctor = reportJson(oneOfEach, { emulated: true });
    expect(text({ doctor, exchange: 'failed' }).slice(2)).to.deep.equal([
      '  x the same checks again: 1 error, 1 warning, 1 passed, 3 could not look',
      '  x token exchange: failed',
    ]);
    expect(text({ doctor: null, exchange: 'not-run' }).slice(2)).to.deep.equal([
      '  ? checks: not run',
      '  ? token exchange: not run',
    ]);
  });
});
