import { expect } from 'chai';
import type { ConnectivityJson } from '../../../src/render/json/connectivity.ts';
import { createStyle } from '../../../src/render/style.ts';
import { connectivityText } from '../../../src/render/text/connectivity.ts';
import { subnetLine } from '../../../src/render/text/connectivity-evidence.ts';
import { connectivityJunit } from '../../../src/render/text/connectivity-junit.ts';
import { connectivityMarkdown } from '../../../src/render/text/connectivity-markdown.ts';

const host = 'contoso-dev--example.crm4.dynamics.com';
const stages = [{ stage: 'dns', ok: true, ms: 5, detail: '' }];
const more = { proxy: null, status: null, tls: null, correlation: null };
const endpoint = { host, port: 443, need: 'must', why: 'the managed identity record', ok: true, ...more };
const side = {
  asked: true,
  reason: null,
  region: 'westeurope',
  regions: ['westeurope'],
  subnets: [
    { region: 'westeurope', name: 'pp', range: '10.0.0.0/27', reserved: 8, capacity: 27, dnsServers: ['10.0.0.53'] },
  ],
  confidence: 'observed',
  unseenFromHere: ['the | subnet'],
  endpoints: [
    { host, port: 443, region: 'westeurope', ok: true, stages: [{ stage: 'dns', ok: true, detail: '10.0.0.4' }] },
    {
      host: 'v.vault.azure.net',
      port: 443,
      region: 'westeurope',
      ok: false,
      stages: [{ stage: 'tcp', ok: false, detail: 'a <refusal>' }],
    },
    {
      host: 'w.vault.azure.net',
      port: 443,
      region: 'westeurope',
      ok: null,
      stages: [{ stage: 'tls', ok: null, detail: 'no detail' }],
    },
  ],
};
const result = (more: object) =>
  ({
    endpoints: [{ ...endpoint, stages }],
    findings: [],
    owners: [],
    read: [],
    notes: [],
    seen: 'Tested from this machine.',
    emulated: false,
    tool: { version: '0.1.0' },
    startedAt: '2026-11-29T09:00:00.123Z',
    cloud: 'public',
    environmentSide: null,
    ...more,
  }) as unknown as ConnectivityJson;

describe('the test of the network as text', () => {
  it('M8: quotes what the diagnostics of the environment say of a subnet', () => {
    const said = { name: 'touch x', range: 'touch y', dnsServers: ['10.0.0.53', 'touch z'] };
    const line = subnetLine({ region: 'westeurope', reserved: null, capacity: null, ...said });
    expect(line).to.equal('subnet "touch x" "touch y", in westeurope, DNS servers 10.0.0.53, "touch z"');
  });

  const lines = (width: number) =>
    connectivityText(result({}), createStyle({ chalk: null, unicode: false, width, screen: width })).split('\n');

  it('stays within a narrow terminal, with every host whole', () => {
    for (const width of [48, 60, 72]) {
      expect(Math.max(...lines(width).map(({ length }) => length)), String(width)).to.be.at.most(width);
      expect(lines(width).join('\n')).to.contain(`${host}  must`);
    }
  });

  it('has columns where they fit', () => {
    expect(lines(100).find((line) => line.includes(host))).to.contain('5 ms, the managed identity record');
  });
});

describe('a ticket', () => {
  it('lists all problems, who solves each, and nothing where there is none', () => {
    const problem = { code: 'PPMI4001', severity: 'error', title: 'A | title', cause: '', fix: '' };
    const findings = [
      { ...problem, name: 'a', where: { name: host }, port: 443, owner: 'network-team' },
      { ...problem, name: 'b', where: null, port: null, owner: null },
    ];
    const text = connectivityMarkdown(result({ findings }));
    expect(text).to.contain(`| PPMI4001 | error | ${host}:443 | A \\| title | network team |\n| PPMI4001 | error |  |`);
    expect(connectivityMarkdown(result({}))).to.not.contain('| who |');
  });
});

describe('what the environment sees', () => {
  it('stands in the ticket', () => {
    const text = connectivityMarkdown(result({ environmentSide: side }));
    expect(text).to.contain('ppmi 0.1.0, 2026-11-29T09:00:00Z, cloud public');
    expect(text).to.contain('## Seen from the environment (region westeurope)');
    expect(text).to.contain('| v.vault.azure.net | 443 | westeurope | failed at tcp: a &lt;refusal> |');
  });

  it('includes its subnets', () => {
    const line =
      'subnet pp 10.0.0.0/27, in westeurope, 8 of 27 addresses held by this environment, DNS servers 10.0.0.53';
    expect(connectivityMarkdown(result({ environmentSide: side }))).to.contain(`- ${line}`);
    const style = createStyle({ chalk: null, unicode: false, width: 200, screen: 200 });
    expect(connectivityText(result({ environmentSide: side }), style)).to.contain(line);
  });

  it('names the region of each test if there are two', () => {
    const both = { ...side, regions: ['eastus', 'westus'] };
    const style = createStyle({ chalk: null, unicode: false, width: 200, screen: 200 });
    const text = connectivityText(result({ environmentSide: both }), style);
    expect(text).to.contain('(regions eastus and westus)').and.not.contain('paired region was not tested');
    expect(text).to.match(/v\.vault\.azure\.net:443, westeurope +tcp:/);
    expect(connectivityJunit(result({ environmentSide: both }))).to.contain(
      'name="v.vault.azure.net:443 (westeurope)"',
    );
  });

  it('stands in the report for build servers', () => {
    const text = connectivityJunit(result({ environmentSide: side }));
    expect(text).to.contain('tests="4" failures="1" errors="1">');
    expect(text).to.contain('name="v.vault.azure.net:443"><failure message="failed at tcp: a &lt;refusal&gt;">');
  });

  it('has a reason where it was not asked', () => {
    const unasked = result({ environmentSide: { ...side, asked: false, reason: 'requires a role', endpoints: [] } });
    expect(connectivityMarkdown(unasked))
      .to.contain('## Not tested from the environment')
      .and.contain('requires a role')
      .and.contain('- the \\| subnet');
    expect(connectivityJunit(unasked))
      .to.contain('errors="0" skipped="1">')
      .and.contain('<skipped message="requires a role"/>');
  });

  it('is not mentioned without the flag', () => {
    expect(connectivityMarkdown(result({}))).to.not.contain('environment');
    expect(connectivityJunit(result({}))).to.contain('tests="1" failures="0" errors="0">');
  });
});

describe('the report for build servers', () => {
  it('gives a host behind a failing proxy the finding of the proxy', () => {
    const proxy = { url: 'http://10.0.0.80:3128', from: '--proxy' };
    const finding = (name: string, code: string) => ({ code, title: code, message: 'm', fix: 'f', where: { name } });
    const text = connectivityJunit(
      result({
        endpoints: [{ ...endpoint, ok: false, proxy, stages }],
        findings: [finding('other.example', 'PPMI4001'), finding('10.0.0.80', 'PPMI4046')],
      }),
    );
    expect(text).to.contain('<failure type="PPMI4046"');
  });

  const finding = (name: string, more: object = {}) => ({
    ...{ code: 'PPMI4048', title: 'Two proxies', severity: 'warning', message: 'm', fix: 'f' },
    where: { name },
    ...more,
  });

  it('has no two cases of one name', () => {
    const login = { ...endpoint, stages, host: 'login.microsoftonline.com' };
    const asked = [{ ...login, purpose: 'sign-in' }, { ...login, purpose: 'signing-keys' }, login, login];
    const text = connectivityJunit(result({ endpoints: asked }));
    const names = [...text.matchAll(/classname="([^"]*)" name="([^"]*)"/g)].map(
      ([, suite, name]) => `${suite}/${name}`,
    );
    expect(names).to.have.length(4);
    expect(new Set(names).size).to.equal(4);
    expect(text).to.contain('<testsuite name="signing-keys" tests="1" failures="0" errors="0">');
  });

  it('has a case for what is wrong on this machine, whatever the hosts say', () => {
    const found = [
      finding('NODE_TLS_REJECT_UNAUTHORIZED', { code: 'PPMI4027', severity: 'error' }),
      finding('10.0.0.80'),
    ];
    const text = connectivityJunit(result({ findings: found }));
    expect(text).to.contain('<testsuites name="ppmi connectivity" tests="3" failures="1" errors="0">');
    expect(text).to.contain('name="Two proxies (NODE_TLS_REJECT_UNAUTHORIZED)"><failure type="PPMI4027"');
    expect(text).to.contain('name="Two proxies (10.0.0.80)"><system-out>m');
  });

  it('fails for warnings where the run does', () => {
    const optional = { ...endpoint, stages, need: 'should', ok: false };
    const warned = result({
      endpoints: [
        { ...endpoint, stages },
        { ...optional, host: 'a.example' },
      ],
      findings: [finding(host), finding('a.example')],
    });
    expect(connectivityJunit(warned)).to.contain('tests="2" failures="0" errors="0">');
    expect(connectivityJunit(warned, 'warning')).to.contain('tests="2" failures="2" errors="0">');
  });
});
