import { expect } from 'chai';
import type { Step } from '../../src/domain/plan.ts';
import { repairJson, stepJson } from '../../src/render/json/plan.ts';
import { noStyle } from '../../src/render/style.ts';
import { planText } from '../../src/render/text/plan.ts';
import { repairOutcomeText, verificationText } from '../../src/render/text/repair-run.ts';
import { runCommands } from '../../src/report/follow-up.ts';
import { summarize } from '../../src/report/report.ts';
import { validator } from '../schema.ts';
import { bash } from '../shell.ts';
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
const healthy = summarize({ findings: [], verdicts: [verdict('a/b', 'passed')] }, { emulated: true });
type Proof = Parameters<typeof verificationText>[1];
const proven: Proof = { report: healthy, exchange: 'succeeded', exchanges: { succeeded: 3, of: 3 }, others: [] };
const applied = { step, result: { status: 204, id: null, etag: null } };

describe('a repair as JSON', () => {
  it('matches its schema, applied or not', () => {
    const validate = validator('repair.schema.json');
    const outcomes = [
      repairJson({ steps: [step, removal], applied: [applied], proof: proven, emulated: true }),
      repairJson({ steps: [step], applied: [], proof: null, emulated: false }),
    ];
    for (const outcome of outcomes) expect(validate(outcome), JSON.stringify(validate.errors)).to.equal(true);
  });

  it('has null for a request without a body, so that no key is missing', () => {
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
    expect(planText({ steps: [step], left: [] }, noStyle).split('\n')).to.deep.equal([
      'Plan (1 step). Nothing has been changed yet.',
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

  it('warns of a disruptive step, and says when it cannot be undone', () => {
    const text = planText({ steps: [removal], left: [] }, noStyle);
    expect(text).to.include('risk     disruptive').and.to.include('undo     not possible');
  });

  it('names what the user must do, with the reason', () => {
    const text = planText(
      { steps: [], left: [{ finding: finding('assembly-unsigned'), reason: 'ppmi has no key' }] },
      noStyle,
    );
    expect(text).to.equal(
      'Nothing to repair.\n\nNot repaired by ppmi\n  PPMI3001 The assembly is not signed: ppmi has no key.',
    );
  });
});

describe('a verification as text', () => {
  const text = (proof: Proof) => verificationText([applied], proof, noStyle).split('\n');

  it('counts as verified only what was run and passed', () => {
    expect(text(proven)).to.deep.equal([
      'Verification',
      '  ok applied: Correct the federated identity credential orders-dev',
      '  ok checks: no problems found, 1 check passed',
      '  ok token exchange: succeeded (3 of 3)',
    ]);
  });

  it('distinguishes a failed verification from one that was not run', () => {
    const report = summarize(oneOfEach, { emulated: true });
    expect(text({ report, exchange: 'failed', exchanges: { succeeded: 0, of: 6 }, others: [] }).slice(2)).to.deep.equal(
      [
        '  x checks: 1 error, 1 warning, 1 check passed, 3 checks could not run',
        ...report.findings
          .filter(({ severity }) => severity === 'error')
          .map(({ code, title }) => `    ${code} ${title}`),
        '  x token exchange: failed',
      ],
    );
    expect(text({ ...proven, exchange: 'not-run' }).at(-1)).to.include('not run');
  });

  it('says how to check an exchange that was not run, with the target of the run', () => {
    const followUp = { shell: bash, target: ['--environment', 'https://contoso.crm4.dynamics.com'] };
    expect(text({ ...proven, report: { ...healthy, followUp }, exchange: 'not-run' }).at(-1)).to.equal(
      '  ppmi doctor --environment https://contoso.crm4.dynamics.com',
    );
  });
});

describe('a run that failed, as text', () => {
  const error = {
    code: 'PPMI9027',
    name: 'repair-not-proven',
    title: 'Failed',
    message: 'It failed.',
    cause: 'x',
    fix: 'Retry.',
    finding: null,
  };

  it('shows the applied steps and how to undo them', () => {
    const next = runCommands('20261128T120000Z-abcdef', ['--ca-file', 'my ca.pem'], bash);
    const view = { next, proof: null, interrupted: false, error };
    const text = repairOutcomeText({ ...view, applied: [applied] }, noStyle);
    expect(text).to.include('Applied before the failure').and.to.include('undo     PATCH');
    expect(text).to.match(/Failed \(PPMI9027\): It failed\.\n\nRetry\.\n/);
    expect(text)
      .to.include("ppmi repair resume 20261128T120000Z-abcdef --ca-file 'my ca.pem'")
      .and.to.include('ppmi repair undo');
    const interrupted = repairOutcomeText({ ...view, error: null, applied: [applied] }, noStyle);
    expect(interrupted).to.include('Interrupted after 1 applied step:').and.to.include('repair undo');
    const first = repairOutcomeText({ ...view, applied: [] }, noStyle);
    expect(first).to.not.include('Applied').and.to.not.include('repair undo');
  });
});
