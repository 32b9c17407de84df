import { expect } from 'chai';
import { fleetJson } from '../../src/render/json/fleet.ts';
import { reportJson } from '../../src/render/json/report.ts';
import { fleetRow, summarizeFleet } from '../../src/report/fleet.ts';
import { parseReports } from '../../src/report/parse.ts';
import { type Report, summarize } from '../../src/report/report.ts';
import { everyTarget, oneOfEach } from '../render/diagnosis.ts';

const full: Report = summarize(oneOfEach, {
  emulated: true,
  ...everyTarget,
});
const copy = (value: unknown) => JSON.parse(JSON.stringify(value)) as Record<string, unknown>;

const odd = { code: 'PPMI2001', name: 'fic-missing', title: 'T', severity: 'odd' };

const plain = { ...odd, severity: 'info' };

describe('a saved report', () => {
  it('is parsed unchanged', () => {
    expect(parseReports(copy(reportJson(full)))).to.deep.equal([full]);
    const empty = summarize({ findings: [], verdicts: [] }, { emulated: false });
    expect(parseReports(copy(reportJson(empty)))).to.deep.equal([empty]);
  });

  it('of a fleet returns its reports, or none if each was a separate line', () => {
    const rows = [fleetRow(full)];
    expect(parseReports(copy(fleetJson(summarizeFleet(rows, { reports: [full] }))))).to.deep.equal([full]);
    expect(parseReports(copy(fleetJson(summarizeFleet(rows))))).to.deep.equal([]);
  });

  it('of an older version is completed, and counted with consequences', () => {
    const { target: _target, signedInAs: _signedIn, tool: _tool, ...old } = copy(reportJson(full));
    const findings = (old.findings as Record<string, unknown>[]).slice(0, 1).map((each) => ({
      ...each,
      severity: 'warning',
    }));
    const summary = { errors: 0, warnings: 1, passed: 1, blocked: 3 };
    const [report] = parseReports({ ...old, findings, summary }) ?? [];
    expect(report?.target).to.deep.equal({
      environment: { url: 'https://contoso.crm4.dynamics.com', id: 'e', name: null },
      component: { type: 'package', id: 'c', name: 'Orders' },
      record: null,
      application: null,
      cloud: null,
      tenantId: null,
    });
    expect(report).to.include({ tool: null, signedInAs: null });
    expect(report?.summary).to.deep.equal({ errors: 1, warnings: 0, passed: 1, blocked: 3 });
  });

  it('of a newer version may have unknown reasons', () => {
    const json = copy(reportJson(full));
    const verdicts = (json.verdicts as Record<string, unknown>[]).map((each) => ({ ...each, reason: 'new', more: 1 }));
    const [report] = parseReports({ ...json, verdicts }) ?? [];
    expect(report?.verdicts.find(({ state }) => state === 'blocked')?.blocked?.reason).to.equal(null);
  });

  it('with parts missing is completed with what stands for them', () => {
    const verdicts = [
      { check: 'a/b', state: 'blocked' },
      { check: 'a/c', state: 'crashed', title: '', blockedBy: 'records', reason: 'refused', permission: 'P' },
      { check: 'a/d', state: 'passed', reason: 'refused' },
    ];
    const findings = [{ code: 'PPMI2001', name: 'fic-missing', title: 'T', severity: 'info', consequences: 7 }];
    const target = {
      environment: { url: 'https://contoso.crm4.dynamics.com' },
      component: { id: 'c', type: 'odd' },
      record: { id: 'r', version: '2' },
      application: { applicationId: 'a', name: '' },
      cloud: 'moon',
    };
    const [report] = parseReports({ schema: 'ppmi.report/1', target, findings, verdicts }) ?? [];
    expect(report?.target).to.deep.equal({
      environment: { url: 'https://contoso.crm4.dynamics.com', id: null, name: null },
      component: { type: 'assembly', id: 'c', name: 'c' },
      record: { id: 'r', name: 'r', version: null },
      application: { applicationId: 'a', name: null },
      cloud: null,
      tenantId: null,
    });
    const nothing = { reason: null, permission: null, grantedBy: null, detail: null, finding: null };
    expect(report?.verdicts).to.deep.equal([
      { check: 'a/b', title: 'a/b', state: 'blocked', blocked: { ...nothing, fact: 'a/b' } },
      {
        check: 'a/c',
        title: 'a/c',
        state: 'crashed',
        blocked: { ...nothing, fact: 'records', reason: 'refused', permission: 'P' },
      },
      { check: 'a/d', title: 'a/d', state: 'passed', blocked: null },
    ]);
    expect(report?.findings[0]).to.deep.equal({
      code: 'PPMI2001',
      name: 'fic-missing',
      severity: 'info',
      title: 'T',
      message: '',
      where: null,
      cause: '',
      fix: '',
      owner: null,
      expected: null,
      actual: null,
      repairable: false,
      consequences: [],
    });
    expect(report).to.include({ emulated: false, followUp: null });
  });

  it('keeps what follows from a finding; one that is malformed or deeper than ppmi writes is no report, as its severity counts', () => {
    const finding = { ...odd, severity: 'info' };
    const within = (...consequences: unknown[]) => ({ ...finding, consequences });
    const parsed = (...findings: unknown[]) =>
      parseReports({ schema: 'ppmi.report/1', findings, verdicts: [] })?.[0]?.findings.map(shape);
    type Nested = { readonly consequences: readonly Nested[] };
    const shape = ({ consequences }: Nested): unknown[] => consequences.map(shape);
    expect(parsed(within(within(within())))).to.deep.equal([[[[]]]]);
    for (const bad of [null, { ...finding, code: 7 }, odd, within(within(within()))]) {
      expect(parsed(within(bad)), JSON.stringify(bad)).to.equal(undefined);
    }
  });

  it('of a fleet without its reports is damaged, not a fleet without problems', () => {
    for (const reports of [undefined, {}, 'x', [null]]) {
      expect(parseReports({ schema: 'ppmi.fleet/1', reports }), JSON.stringify(reports)).to.equal(null);
    }
    expect(parseReports({ schema: 'ppmi.plan/1', reports: [] }), 'another schema').to.equal(null);
  });

  it('names the place of a finding only if system and kind are known', () => {
    const placeOf = (where: unknown) => {
      const findings = [{ ...odd, severity: 'info', where }];
      return parseReports({ schema: 'ppmi.report/1', findings, verdicts: [] })?.[0]?.findings[0]?.where;
    };
    expect(placeOf({ system: 'graph', kind: 'application', id: 7 })).to.deep.equal({
      system: 'graph',
      kind: 'application',
      id: null,
      name: null,
    });
    for (const where of [{ system: 'graph' }, { kind: 'application' }, [], 'graph']) {
      expect(placeOf(where)).to.equal(null);
    }
  });

  it('names neither a target nor a tool that is malformed', () => {
    const target = { environment: { url: 7 }, component: { id: 7 }, record: { id: 7 }, application: {} };
    for (const tool of [7, { version: '1' }, { at: 'now' }, { version: 1, at: 'now' }]) {
      const [report] = parseReports({ ...copy(reportJson(full)), target, tool, signedInAs: [] }) ?? [];
      expect(report).to.deep.include({ tool: null, signedInAs: null });
      expect(report?.target).to.deep.include({ environment: null, component: null, record: null, application: null });
    }
  });

  for (const [what, value] of [
    ['text', 'x'],
    ['null', null],
    ['a list', []],
    ['another schema', { schema: 'ppmi.connectivity/1', findings: [], verdicts: [] }],
    ['no findings', { schema: 'ppmi.report/1', verdicts: [] }],
    ['a finding of another shape', { schema: 'ppmi.report/1', findings: [{ code: 'PPMI2001' }], verdicts: [] }],
    ['a finding without a code', { schema: 'ppmi.report/1', findings: [{ ...plain, code: '' }], verdicts: [] }],
    ['a finding without a name', { schema: 'ppmi.report/1', findings: [{ ...plain, name: 7 }], verdicts: [] }],
    ['a finding without a title', { schema: 'ppmi.report/1', findings: [{ ...plain, title: null }], verdicts: [] }],
    ['a fleet with a report and another thing', { schema: 'ppmi.fleet/1', reports: [copy(reportJson(full)), {}] }],
    ['a finding of unknown severity', { schema: 'ppmi.report/1', findings: [odd], verdicts: [] }],
    ['a verdict that is null', { schema: 'ppmi.report/1', findings: [], verdicts: [null] }],
    ['a finding that is null', { schema: 'ppmi.report/1', findings: [null], verdicts: [] }],
    ['an unknown state', { schema: 'ppmi.report/1', findings: [], verdicts: [{ check: 'a/b', state: 'odd' }] }],
    ['a fleet with another thing among its reports', { schema: 'ppmi.fleet/1', reports: [{}] }],
  ] as const) {
    it(`is not ${what}`, () => expect(parseReports(value)).to.equal(null));
  }
});
