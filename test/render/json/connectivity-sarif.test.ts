import { expect } from 'chai';
import type { ConnectivityJson } from '../../../src/render/json/connectivity.ts';
import { connectivitySarif } from '../../../src/render/json/connectivity-sarif.ts';

const host = 'contoso.crm4.dynamics.com';
const correlation = { requestId: 'r-1', correlationId: null, timestamp: '2026-11-29T09:00:00.000Z' };
const finding = (code: string, severity: string, more: object = {}) => ({
  ...{ code, severity, name: `name-${code.toLowerCase()}`, title: `Title of ${code}`, cause: 'c', fix: 'f' },
  ...{
    message: `message of ${code}`,
    where: { name: host },
    owner: 'network-team',
    port: null,
    vantage: 'machine',
    correlation: null,
  },
  ...more,
});
const result = (more: object = {}) =>
  ({
    ...{ tool: { version: '0.1.0' }, startedAt: '2026-11-29T09:00:00.123Z', cloud: 'public', emulated: false },
    ...{ seen: 'From here.', findings: [], owners: [], endpoints: [], environmentSide: null },
    ...more,
  }) as unknown as ConnectivityJson;

interface Log {
  readonly version: string;
  readonly runs: readonly {
    readonly tool: { readonly driver: { readonly name: string; readonly rules: readonly { readonly id: string }[] } };
    readonly invocations: readonly {
      readonly executionSuccessful: boolean;
      readonly exitCode: number;
      readonly toolExecutionNotifications: readonly object[];
    }[];
    readonly results: readonly {
      readonly ruleId: string;
      readonly ruleIndex: number;
      readonly level: string;
      readonly locations: readonly object[];
      readonly partialFingerprints: Readonly<Record<string, string>>;
      readonly properties: object;
    }[];
  }[];
}

function runOf(given: ConnectivityJson, exitCode = 1) {
  const log = JSON.parse(connectivitySarif({ ...given, exitCode })) as Log;
  expect([log.version, log.runs.length]).to.deep.equal(['2.1.0', 1]);
  const [run] = log.runs;
  if (run === undefined) throw new Error('no run');
  return run;
}

describe('connectivity as SARIF', () => {
  const problems = {
    findings: [
      finding('PPMI4003', 'error', { correlation, port: 443 }),
      finding('PPMI4013', 'warning'),
      finding('PPMI4013', 'warning', { where: { name: 'graph.microsoft.com' } }),
      finding('PPMI4020', 'info'),
    ],
  };

  it('has a result for each error and warning, and none for a remark', () => {
    const { results, tool } = runOf(result(problems));
    expect(results.map(({ ruleId, level }) => [ruleId, level])).to.deep.equal([
      ['PPMI4003', 'error'],
      ['PPMI4013', 'warning'],
      ['PPMI4013', 'warning'],
    ]);
    expect(results.map(({ ruleId, ruleIndex }) => tool.driver.rules[ruleIndex]?.id === ruleId)).to.not.include(false);
    expect(tool.driver.rules).to.have.length(2);
    expect(results[0]?.properties).to.deep.equal({ vantage: 'machine', owner: 'network-team', correlation });
  });

  it('says where, with a port where there is one', () => {
    const places = runOf(result(problems)).results.map(({ locations }) => locations);
    const at = (fullyQualifiedName: string) => [{ logicalLocations: [{ fullyQualifiedName, kind: 'resource' }] }];
    expect(places).to.deep.equal([at(`${host}:443`), at(host), at('graph.microsoft.com')]);
  });

  it('has fingerprints of problem and place that do not show the place', () => {
    const prints = (more: object) =>
      runOf(result(more)).results.map(({ partialFingerprints }) => partialFingerprints['ppmiProblem/v1']);
    const first = prints(problems);
    expect(new Set(first).size).to.equal(3);
    expect(prints({ ...problems, findings: [...problems.findings].reverse() })).to.deep.equal([...first].reverse());
    expect(first.join()).to.match(/^[0-9a-f]{32}(,[0-9a-f]{32}){2}$/);
  });

  it('notifies of what is not known, and has no result for it', () => {
    const stages = [{ stage: 'http', ok: null, ms: 1, detail: 'the body ends early' }];
    const unasked = { asked: false, reason: 'requires a role', endpoints: [{ host: 'x', port: 1, ok: null, stages }] };
    const { results, invocations } = runOf(
      result({
        endpoints: [
          { host, port: 443, ok: null, stages },
          { host, port: 80, ok: false, stages },
          { host, port: 81, ok: true, stages },
        ],
        environmentSide: unasked,
      }),
      2,
    );
    expect(results).to.deep.equal([]);
    const [invocation] = invocations;
    expect([invocation?.executionSuccessful, invocation?.exitCode]).to.deep.equal([false, 2]);
    expect(invocation?.toolExecutionNotifications).to.deep.equal([
      {
        level: 'warning',
        message: { text: `Whether this machine reaches ${host}:443 is not known: http: the body ends early` },
        locations: [{ logicalLocations: [{ fullyQualifiedName: `${host}:443`, kind: 'resource' }] }],
      },
      { level: 'warning', message: { text: 'Not tested from the environment: requires a role' } },
    ]);
  });

  it('notifies of what the environment could not decide', () => {
    const stages = [{ stage: 'tls', ok: null, detail: 'no detail' }];
    const side = { asked: true, reason: null, endpoints: [{ host: 'v.vault.azure.net', port: 443, ok: null, stages }] };
    const [invocation] = runOf(result({ environmentSide: side }), 2).invocations;
    expect(invocation?.toolExecutionNotifications).to.have.length(1);
  });

  it('writes no character that changes a terminal', () => {
    const text = connectivitySarif(result({ findings: [finding('PPMI4003', 'error', { message: 'a\u202eb' })] }));
    expect(text).to.contain('a\\u202eb').and.not.contain('\u202e');
  });
});
