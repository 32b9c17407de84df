import { expect } from 'chai';
import { changes, statesOf } from '../../../src/features/connectivity/watch.ts';
import type { ConnectivityJson } from '../../../src/render/json/connectivity.ts';

type Endpoint = ConnectivityJson['endpoints'][number];
const endpoint = (host: string, ok: boolean | null, proxy: Endpoint['proxy'] = null): Endpoint => ({
  host,
  port: 443,
  need: 'must',
  why: 'test',
  proxy,
  ok,
  stages: [{ stage: 'tls', ok, ms: 1, detail: '' }],
  status: null,
  tls: null,
  correlation: null,
});
const result = (endpoints: readonly Endpoint[], ...found: readonly (readonly [string, string])[]) =>
  ({ endpoints, findings: found.map(([name, code]) => ({ where: { name }, code })) }) as unknown as ConnectivityJson;

describe('connectivity --watch', () => {
  it('takes the worst of what one host is asked for', () => {
    const states = statesOf(result([endpoint('login', false), endpoint('login', true)], ['login', 'PPMI4026']));
    expect([...states]).to.deep.equal([['login:443', 'PPMI4026']]);
  });

  it('names the failure of the proxy for each host behind it', () => {
    const proxy = { url: 'http://proxy.example:3128', from: 'HTTPS_PROXY' };
    const states = statesOf(result([endpoint('graph', false, proxy)], ['proxy.example', 'PPMI4047']));
    expect([...states]).to.deep.equal([['graph:443', 'PPMI4047']]);
  });

  it('prints what changed, and nothing else', () => {
    const before = statesOf(
      result([endpoint('a', true), endpoint('b', false), endpoint('c', true)], ['b', 'PPMI4003']),
    );
    const after = statesOf(result([endpoint('a', false), endpoint('b', true), endpoint('c', true)]));
    expect(changes(before, after)).to.deep.equal(['a:443: ok, now failed at tls', 'b:443: PPMI4003, now ok']);
  });
});
