import { expect } from 'chai';
import { jsonOf, runPpmi } from '../run-ppmi.ts';

interface Probed {
  readonly endpoints: readonly { host: string; ok: boolean; stages: readonly { stage: string }[] }[];
  readonly findings: readonly { name: string; severity: string }[];
}
const probed = async (...args: string[]) => {
  const ran = await runPpmi(['connectivity', '--json', ...args]);
  return { code: ran.code, ...(jsonOf(ran) as unknown as Probed) };
};

describe('ppmi connectivity', () => {
  it('finds every host of a healthy world, each by the mark of its service', async () => {
    const { code, endpoints, findings } = await probed('--emulate', 'healthy-v1-self-signed');
    expect(findings).to.deep.equal([]);
    expect(endpoints.map(({ ok }) => ok)).to.deep.equal(endpoints.map(() => true));
    expect(endpoints.map(({ host }) => host)).to.include.members(['login.microsoftonline.com', 'graph.microsoft.com']);
    expect(code).to.equal(0);
  });

  it('names the proxy that wants a sign-in, with exit code 1', async () => {
    const { code, findings } = await probed('--emulate', 'proxy-auth-required');
    expect(findings.map(({ name }) => name)).to.include('proxy-auth-required');
    expect(code).to.equal(1);
  });

  it('resolves no name under --emulate', async () => {
    const { endpoints } = await probed('--emulate', 'healthy-v1-self-signed');
    expect(endpoints.flatMap(({ stages }) => stages.map(({ stage }) => stage))).not.to.include('dns');
  });
});
