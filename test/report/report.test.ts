import { expect } from 'chai';
import { PpmiError } from '../../src/domain/errors.ts';
import { summarize, worstSeverity } from '../../src/report/report.ts';
import { finding, oneOfEach, refused, verdict } from '../render/diagnosis.ts';

const report = (diagnosis = oneOfEach) => summarize(diagnosis, { emulated: false });

describe('a report', () => {
  it('counts blocked checks separately from passed ones', () => {
    expect(report().summary).to.deep.equal({ errors: 1, warnings: 1, passed: 1, blocked: 3 });
  });

  it('counts a warning that causes an error as an error', () => {
    const cause = finding('record-subject-scope', { consequences: [finding('fic-missing')] });
    const { summary, findings } = report({ findings: [cause], verdicts: [] });
    expect(summary).to.include({ errors: 1, warnings: 0 });
    // Each keeps its own severity.
    expect(findings[0]?.severity).to.equal('warning');
    expect(findings[0]?.consequences[0]?.severity).to.equal('error');
    expect(report({ findings: [finding('record-subject-scope')], verdicts: [] }).summary).to.include({
      errors: 0,
      warnings: 1,
    });
  });

  it('has the worst severity of a finding and its consequences, at any depth', () => {
    type Node = Parameters<typeof worstSeverity>[0];
    const node = (severity: Node['severity'], ...below: Node[]) =>
      ({ severity, consequences: below }) as unknown as Node;
    expect(worstSeverity(node('info'))).to.equal('info');
    expect(worstSeverity(node('info', node('warning')))).to.equal('warning');
    expect(worstSeverity(node('error', node('info')))).to.equal('error');
    expect(worstSeverity(node('warning', node('info', node('error'))))).to.equal('error');
  });

  it('keeps the order of the diagnosis and puts consequences under their cause', () => {
    const [first, second] = report().findings;
    expect([first?.code, first?.consequences.map(({ name }) => name), second?.code]).to.deep.equal([
      'PPMI2009',
      ['fic-missing'],
      'PPMI3008',
    ]);
  });

  it('marks as repairable only findings with a planned step, and their consequences', () => {
    const [cause] = oneOfEach.findings;
    const [consequence] = cause?.consequences ?? [];
    const repairable = (planned: readonly unknown[]) =>
      summarize(oneOfEach, { emulated: false, isPlanned: (each) => planned.includes(each) }).findings.map((each) => [
        each.repairable,
        ...each.consequences.map((below) => below.repairable),
      ]);
    expect(repairable([])).to.deep.equal([[false, false], [false]]);
    expect(
      report().findings.map((each) => each.repairable),
      'nothing planned',
    ).to.deep.equal([false, false]);
    expect(repairable([cause])).to.deep.equal([[true, true], [false]]);
    expect(repairable([consequence])).to.deep.equal([[false, true], [false]]);
  });

  it('names the finding that blocked a check, also where no run is known', () => {
    const blockedBy = (error: PpmiError) => {
      const verdicts = [verdict('a/b', 'blocked', { fact: 'records', error })];
      return report({ findings: [], verdicts }).verdicts[0]?.blocked?.finding;
    };
    expect(blockedBy(new PpmiError('refused', {}, { finding: finding('fic-missing') }))?.name).to.equal('fic-missing');
    expect(blockedBy(new PpmiError('refused'))).to.equal(null);
  });

  it('says why a check could not run, in the words of the source', () => {
    const { verdicts } = report();
    const why = (check: string) => verdicts.find((each) => each.check === check)?.blocked;
    expect(why('application/exists')).to.deep.equal({
      fact: 'applications',
      reason: 'refused',
      permission: 'Application.Read.All',
      grantedBy: 'a Cloud Application Administrator',
      detail: 'graph.microsoft.com answered 403 Authorization_RequestDenied',
      finding: null,
    });
    expect(why('certificate/component-signed')).to.include({ reason: 'bug', detail: 'x is undefined' });
    expect(why('identity/record-bound')).to.equal(null);
  });

  it('tells an outage of the service from its limits, and from the page of a gateway', () => {
    const reasonOf = (status: number, finding?: ConstructorParameters<typeof PpmiError>[2]) => {
      const error = new PpmiError('throttled', { host: 'h', status }, finding);
      return report({ findings: [], verdicts: [verdict('a/b', 'blocked', { fact: 'records', error })] }).verdicts[0]
        ?.blocked?.reason;
    };
    expect(reasonOf(429)).to.equal('throttled');
    expect(reasonOf(503)).to.equal('service-down');
    expect(reasonOf(503, { finding: finding('foreign-answer') })).to.equal('malformed');
  });

  for (const [id, reason] of [
    ['cut-off', 'cut-off'],
    ['throttled', 'throttled'],
    ['answer-malformed', 'malformed'],
    ['sign-in-missing', 'no-sign-in'],
    ['sign-in-failed', 'no-sign-in'],
    ['host-not-allowed', 'refused'],
  ] as const) {
    it(`gives ${id} the reason ${reason}`, () => {
      const blockedBy = { ...refused, error: new PpmiError(id, { host: 'h' }) };
      const [first] = report({ findings: [], verdicts: [verdict('a/b', 'blocked', blockedBy)] }).verdicts;
      expect(first?.blocked).to.include({ reason, permission: null, grantedBy: null });
    });
  }

  it('says what was looked at, by whom and with what, and nothing that is not known', () => {
    const unknown = {
      environment: null,
      component: null,
      record: null,
      application: null,
      cloud: null,
      tenantId: null,
    };
    expect(report()).to.deep.include({ target: unknown, signedInAs: null, tool: null, followUp: null });
    const given = { signedInAs: { tenantId: 't', clientId: null, user: 'u' }, tool: { version: '1', at: 'now' } };
    const known = summarize(oneOfEach, { emulated: true, target: { cloud: 'gcc', tenantId: 't' }, ...given });
    expect(known).to.deep.include({ emulated: true, target: { ...unknown, cloud: 'gcc', tenantId: 't' }, ...given });
  });
});
