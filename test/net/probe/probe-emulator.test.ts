import { expect } from 'chai';
import { createRedactor } from '../../../src/domain/redact.ts';
import { type Emulator, startEmulator } from '../../../src/emulator/emulator.ts';
import { buildWorld } from '../../../src/emulator/scenarios/index.ts';
import type { NetworkFault } from '../../../src/emulator/world/model.ts';
import { dial } from '../../../src/net/connect.ts';
import type { Network } from '../../../src/net/network.ts';
import { type ProbeOptions, probeCloud } from '../../../src/net/probe/probe.ts';
import { findingsOf, graph, literal, reportOf } from './loopback-services.ts';

describe('probeCloud in the emulator', () => {
  let emulator: Emulator;
  beforeEach(async () => {
    emulator = await startEmulator(buildWorld('healthy-v1-self-signed'));
  });
  afterEach(() => emulator.close());

  const network: Network = {
    resolve: async (host) => {
      if (host === '127.0.0.1') return literal;
      throw new Error(`${host} was looked up`);
    },
    dial: (target, limits) => {
      if (target.host !== '127.0.0.1') throw new Error(`${target.host} was dialled`);
      return dial(target, limits);
    },
  };
  const probe = (faults: NetworkFault[] = [], options: Partial<ProbeOptions> = {}) => {
    emulator.world.wire.push(...faults);
    return probeCloud({
      cloud: 'public',
      tenantId: emulator.world.operator.tenantId,
      environmentUrl: emulator.world.environments[0]?.url,
      redactor: createRedactor(),
      environment: { HTTPS_PROXY: 'http://127.0.0.1:1', NO_PROXY: '*' },
      emulated: { proxyUrl: emulator.proxyUrl, caPem: emulator.caPem },
      network,
      ...options,
    });
  };

  it('finds every required host healthy through the emulator alone', async () => {
    const report = await probe([], { userAssigned: true });
    const must = report.endpoints.filter(({ need }) => need !== 'should');
    expect(must.map(({ purpose }) => purpose)).to.deep.equal([
      'sign-in',
      'signing-keys',
      'dataverse',
      'graph',
      'resource-manager',
    ]);
    for (const { host } of must) {
      expect(reportOf(report, host)).to.deep.equal({ ok: true, stages: 'proxy true, tls true, http true' });
    }
    expect(report.findings.filter(({ need }) => need !== 'should')).to.deep.equal([]);
    expect(Math.abs(report.clock.skewSeconds ?? 99)).to.be.lessThan(3);
    expect(report.proxy).to.include({ host: '127.0.0.1', source: 'emulator' });
  });

  for (const [kind, finding, stages] of [
    ['untrusted-ca', 'tls-intercepted-untrusted', 'proxy true, tls false'],
    ['proxy-auth', 'proxy-auth-required', 'proxy false'],
    ['refuse-connect', 'proxy-refuses-host', 'proxy false'],
    ['dns', 'dns-fails', 'proxy false'],
    ['unreachable', 'tcp-refused', 'proxy false'],
    ['missing-intermediate', 'tls-missing-intermediate', 'proxy true, tls false'],
    ['block-page', 'block-page', 'proxy true, tls true, http false'],
  ] as const) {
    it(`reports ${finding} for the network fault ${kind}, and continues with the other hosts`, async () => {
      const report = await probe([{ host: graph, kind }]);
      expect(reportOf(report)).to.deep.equal({ ok: false, stages });
      expect(report.findings.map(({ name }) => name)).to.include(finding);
      expect(reportOf(report, 'login.microsoftonline.com').ok).to.equal(true);
    });
  }

  it('names the intercepting CA', async () => {
    const { findings } = await probe([{ host: graph, kind: 'untrusted-ca' }]);
    expect(findings.find(({ where }) => where?.name === graph)?.args).to.include({
      issuer: 'CN=Example Web Gateway CA',
    });
  });

  it('measures the clock against the services', async () => {
    const { clock, findings } = await probe([{ host: '*', kind: 'clock', value: -720 }]);
    expect(clock.skewSeconds).to.be.within(-722, -718);
    expect(findings[0]).to.deep.include({
      name: 'clock-skew',
      args: { host: 'login.microsoftonline.com', port: 443, skew: '12 minutes ahead', detail: null },
    });
  });

  it('warns of a minute, and ignores less', async () => {
    const small = await probe([{ host: '*', kind: 'clock', value: 90 }]);
    expect(small.findings.find(({ name }) => name === 'clock-skew')?.severity).to.equal('warning');
    emulator.world.wire.length = 0;
    const { findings } = await probe([{ host: '*', kind: 'clock', value: 45 }]);
    expect(findings.map(({ name }) => name)).to.not.include('clock-skew');
  });

  it('counts one proxy that requires authentication once', async () => {
    const { findings } = await probe([{ host: '*', kind: 'proxy-auth' }]);
    expect(findings.map(({ name, need }) => [name, need])).to.deep.equal([['proxy-auth-required', 'must']]);
  });

  it('blames nothing that it had no time to probe', async () => {
    const report = await probe([{ host: graph, kind: 'latency', value: 60_000 }], { totalMs: 1500 });
    expect(reportOf(report)).to.deep.equal({ ok: null, stages: 'proxy true, tls true, http null' });
    expect(findingsOf(report)).to.deep.equal([]);
  });
});
