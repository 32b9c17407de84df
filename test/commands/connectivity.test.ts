import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect } from 'chai';
import { jsonOf, runPpmi } from '../run-ppmi.ts';

const bin = fileURLToPath(new URL('../../bin/run.js', import.meta.url));

interface Probed {
  readonly endpoints: readonly { host: string; ok: boolean; stages: readonly { stage: string }[] }[];
  readonly findings: readonly { name: string; severity: string }[];
  readonly owners: readonly { owner: string; rows: readonly { host: string; code: string }[] }[];
}
const probed = async (...args: string[]) => {
  const ran = await runPpmi(['connectivity', '--json', ...args]);
  return { code: ran.code, ...(jsonOf(ran) as unknown as Probed) };
};

describe('ppmi connectivity', () => {
  it('recognizes every host of a healthy world by its service', async () => {
    const { code, endpoints, findings } = await probed('--emulate', 'healthy-v1-self-signed');
    expect(findings).to.deep.equal([]);
    expect(endpoints.map(({ ok }) => ok)).to.deep.equal(endpoints.map(() => true));
    expect(endpoints.map(({ host }) => host)).to.include.members(['login.microsoftonline.com', 'graph.microsoft.com']);
    expect(code).to.equal(0);
  });

  it('reports a proxy that requires authentication, with its owner, and exits with 1', async () => {
    const { code, findings, owners } = await probed('--emulate', 'proxy-auth-required');
    expect(findings.map(({ name }) => name)).to.include('proxy-auth-required');
    expect(owners.map(({ owner, rows }) => [owner, rows.map((row) => row.code)])).to.deep.equal([
      ['this-machine', ['PPMI4007']],
    ]);
    expect(code).to.equal(1);
  });

  it('counts, and says from where and on which port a problem was seen', async () => {
    const ran = jsonOf(await runPpmi(['connectivity', '--json', '--emulate', 'proxy-refuses-host']));
    expect(ran.summary).to.deep.equal({ hosts: 6, answering: 5, errors: 1, warnings: 0 });
    expect(ran.exitCode).to.equal(1);
    const [found] = ran.findings as readonly object[];
    expect(found).to.include({ vantage: 'machine', port: 443 });
  });

  it('compares the clock of a world with the time of that world', async () => {
    const at = 'now=2026-03-02T10:00:00Z';
    expect((await probed('--emulate', `healthy-v1-self-signed,${at}`)).findings).to.deep.equal([]);
    const { findings } = await probed('--emulate', `clock-skew,${at}`);
    expect(findings.map(({ name }) => name)).to.deep.equal(['clock-skew']);
  });

  it('resolves no name with --emulate', async () => {
    const { endpoints } = await probed('--emulate', 'healthy-v1-self-signed');
    expect(endpoints.flatMap(({ stages }) => stages.map(({ stage }) => stage))).not.to.include('dns');
  });

  it('prints Markdown and JUnit', async () => {
    const emulate = ['connectivity', '--emulate', 'proxy-auth-required', '--format'];
    const [markdown, junit] = await Promise.all(['markdown', 'junit'].map((format) => runPpmi([...emulate, format])));
    expect(markdown?.stdout).to.include('| graph.microsoft.com | 443 | must |').and.to.include('## On this machine');
    expect(junit?.stdout).to.match(/^<\?xml[\s\S]*failures="1" errors="0">[\s\S]*<failure type="PPMI4007"/);
    expect([markdown?.code, junit?.code]).to.deep.equal([1, 1]);
  });

  it('prints SARIF whose exit code is that of the run', async () => {
    for (const [scenario, code, results] of [
      ['proxy-auth-required', 1, 1],
      ['healthy-v1-self-signed', 0, 0],
    ] as const) {
      const ran = await runPpmi(['connectivity', '--emulate', scenario, '--format', 'sarif']);
      const [run] = (JSON.parse(ran.stdout) as { runs: { invocations: { exitCode: number }[]; results: object[] }[] })
        .runs;
      expect([ran.code, run?.invocations[0]?.exitCode, run?.results.length]).to.deep.equal([code, code, results]);
    }
  });

  it('logs every host with --log-file, without queries', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'ppmi-connectivity-'));
    const file = join(folder, 'requests.log');
    await runPpmi(['connectivity', '--emulate', 'proxy-auth-required', '--log-file', file]);
    const lines = readFileSync(file, 'utf8').trim().split('\n');
    await rm(folder, { recursive: true });
    const entries = lines.map(
      (line) => JSON.parse(line) as { host: string; path: string; status: number; error: string },
    );
    const of = (host: string) => entries.find((entry) => entry.host === host);
    expect(of('management.azure.com')).to.include({ status: 401, error: null });
    expect(of('management.azure.com')?.path).to.not.include('?');
    expect(of('graph.microsoft.com')).to.include({ status: null });
    expect(of('graph.microsoft.com')?.error).to.match(/^proxy: /);
  });

  it('names a proxy at an IPv6 address', async () => {
    const { stdout, code } = await runPpmi(['connectivity', '--proxy', 'http://[::1]:1']);
    expect(stdout).to.include('The proxy [::1]:1 (from --proxy)').and.to.include('[::1]:1 (the proxy to');
    expect(code).to.equal(1);
  });

  it('counts a host once, and says in the block of the owner what it is needed for', async () => {
    const { stdout } = await runPpmi(['connectivity', '--emulate', 'tls-intercepted-untrusted']);
    expect(stdout).to.include('5 of 6 hosts answer');
    const block = stdout.slice(stdout.indexOf('On this machine')).replaceAll(/\s+/g, ' ');
    expect(block).to.include('graph.microsoft.com:443 (reads and repairs federated credentials of applications)');
  });

  it('repeats with --watch, prints what changed, and ends when it is interrupted (130 in a shell)', async () => {
    const child = spawn(process.execPath, [bin, 'connectivity', '--emulate', 'proxy-auth-required', '--watch', '1']);
    let [stdout, stderr] = ['', ''];
    child.stderr.on('data', (part) => {
      stderr += part;
    });
    child.stdout.on('data', (part) => {
      stdout += part;
      if (/no change/.test(stdout) && !child.killed) child.kill('SIGINT');
    });
    const signal = await new Promise((resolve) => child.on('close', (_, by) => resolve(by)));
    expect(stdout).to.match(/PPMI4007[\s\S]*\n\S+Z no change, 5 of 6 hosts answer\n/);
    expect(stderr.match(/graph\.microsoft\.com:443 failed/g)).to.have.length(1);
    expect(signal).to.equal('SIGINT');
  });

  it('shows what the environment sees with --from-environment, or why it was not asked, with exit code 2', async () => {
    const healthy = ['--emulate', 'healthy-v1-self-signed', '--from-environment'];
    const { environments } = jsonOf(await runPpmi(['env', 'list', '--emulate', 'healthy-v1-self-signed', '--json']));
    const [environment] = environments as readonly { environmentId: string }[];
    const asked = await runPpmi([
      'connectivity',
      ...healthy,
      '--environment-id',
      environment?.environmentId ?? '',
      '--json',
    ]);
    const side = jsonOf(asked).environmentSide as { asked: boolean; endpoints: readonly { ok: boolean }[] };
    expect([asked.code, side.asked, side.endpoints.map(({ ok }) => ok)]).to.deep.equal([0, true, [true]]);
    const unasked = await runPpmi(['connectivity', ...healthy]);
    expect(unasked.stdout)
      .to.include('Not tested from the environment')
      .and.to.include('From this machine ppmi cannot see');
    expect(unasked.code).to.equal(2);
  });

  for (const [flag, value] of [
    ['--resource', 'nope'],
    ['--resource', 'ftp://files.contoso.com'],
    ['--endpoint', 'host:99999'],
    ['--endpoint', 'a..b'],
    ['--endpoint', '..'],
    ['--endpoint', '-host'],
    ['--timeout', '0'],
  ]) {
    it(`refuses ${flag} ${value}`, async () => {
      const { code } = await runPpmi(['connectivity', `${flag}=${value}`]);
      expect(code).to.equal(2);
    });
  }
});
