import { expect } from 'chai';
import { reportJson } from '../../../src/render/json/report.ts';
import { summarize } from '../../../src/report/report.ts';
import { validator } from '../../schema.ts';
import { everyTarget, finding, oneOfEach, verdict } from '../diagnosis.ts';

const json = (diagnosis: typeof oneOfEach, emulated = false) => reportJson(summarize(diagnosis, { emulated }));

describe('report as JSON', () => {
  it('matches its schema', () => {
    const validate = validator('report.schema.json');
    expect(validate(json(oneOfEach, true)), JSON.stringify(validate.errors)).to.equal(true);
    const full = reportJson(
      summarize(oneOfEach, {
        emulated: false,
        ...everyTarget,
      }),
    );
    expect(validate(full), JSON.stringify(validate.errors)).to.equal(true);
    expect(full.environment).to.deep.equal({ url: 'https://contoso.crm4.dynamics.com', id: 'e' });
    expect(full.component).to.deep.equal(full.target.component);
  });

  it('names the permission that a blocked check requires and who grants it', () => {
    expect(json(oneOfEach).verdicts.find(({ check }) => check === 'application/exists')).to.deep.include({
      state: 'blocked',
      blockedBy: 'applications',
      reason: 'refused',
      permission: 'Application.Read.All',
      grantedBy: 'a Cloud Application Administrator',
    });
  });

  it('omits no key if values are not known', () => {
    const report = json({ findings: [finding('fic-missing')], verdicts: [verdict('a/b', 'passed')] });
    expect(report.findings[0]).to.include({ where: null, expected: null, actual: null });
    expect(report).to.include({ environment: null, component: null, signedInAs: null, tool: null });
    expect(report.verdicts[0]).to.include({
      blockedBy: null,
      reason: null,
      permission: null,
      grantedBy: null,
      detail: null,
    });
  });
});
