import { expect } from 'chai';
import { reportJson } from '../../../src/render/json/report.ts';
import { validator } from '../../schema.ts';
import { finding, oneOfEach, verdict } from '../diagnosis.ts';

describe('report as JSON', () => {
  it('has the shape of its schema', () => {
    const validate = validator('report.schema.json');
    expect(validate(reportJson(oneOfEach, { emulated: true })), JSON.stringify(validate.errors)).to.equal(true);
  });

  it('counts what could not be looked at apart from what passed', () => {
    expect(reportJson(oneOfEach, { emulated: false }).summary).to.deep.equal({
      errors: 1,
      warnings: 1,
      passed: 1,
      blocked: 3,
    });
  });

  it('keeps the order of the diagnosis and puts consequences under their cause', () => {
    const [first, second] = reportJson(oneOfEach, { emulated: false }).findings;
    expect(first).to.include({ code: 'PPMI2009', severity: 'error', repairable: true });
    expect(first?.consequences.map(({ name }) => name)).to.deep.equal(['fic-missing']);
    expect(second).to.include({ code: 'PPMI3008', severity: 'warning', repairable: false });
  });

  it('says which permission a blocked check wants and who grants it', () => {
    const { verdicts } = reportJson(oneOfEach, { emulated: false });
    expect(verdicts.find(({ check }) => check === 'application/exists')).to.deep.include({
      state: 'blocked',
      blockedBy: 'applications',
      reason: 'refused',
      permission: 'Application.Read.All',
      grantedBy: 'a Cloud Application Administrator',
    });
  });

  it('leaves no key out where nothing is known', () => {
    const report = reportJson(
      { findings: [finding('fic-missing')], verdicts: [verdict('a/b', 'passed')] },
      { emulated: false },
    );
    expect(report.findings[0]).to.include({ where: null, expected: null, actual: null });
    expect(report.verdicts[0]).to.include({
      blockedBy: null,
      reason: null,
      permission: null,
      grantedBy: null,
      detail: null,
    });
  });
});
