/** Repairs through a proxy that answers the change itself, in place of the service. */
import { expect } from 'chai';
import { configurationOf, idsIn } from '../../../scripts/repairs/tenancy.ts';
import type { RepairJson } from '../../../src/render/json/plan.ts';
import type { RunsJson } from '../../../src/render/json/runs.ts';
import { type InterposedProxy, interpose, type ProxyAnswer } from '../../interposed-proxy.ts';
import { openRealTarget, type RealTarget } from '../../real-target.ts';
import { runPpmi } from '../../run-ppmi.ts';

const page = (status: number): ProxyAnswer => ({
  status,
  headers: { 'content-type': 'text/html' },
  body: '<html><title>Blocked by policy</title></html>',
});
const text = (status: number): ProxyAnswer => ({ status, headers: { 'content-type': 'text/plain' }, body: 'Denied.' });

const answers: readonly (readonly [string, ProxyAnswer, RegExp])[] = [
  ['a text with 403', text(403), /not as the service does/],
  ['a page with 403', page(403), /Blocked by policy/],
  ['a page with 200', page(200), /Blocked by policy/],
  [
    'JSON of its own with 200',
    { status: 200, headers: { 'content-type': 'application/json' }, body: '{}' },
    /not as the service does/,
  ],
  ['nothing with 204', { status: 204, headers: {}, body: '' }, /not as the service does/],
];

describe('a change that a proxy answers in place of the service', () => {
  let real: RealTarget;
  let proxy: InterposedProxy;

  afterEach(async () => {
    await proxy.close();
    await real.close();
  });

  for (const [name, answer, named] of answers) {
    it(`is sent once, and not said to be applied: ${name}`, async () => {
      real = await openRealTarget('fic-missing,kind=uami');
      const known = idsIn(real.emulator);
      const start = configurationOf(real.emulator, known);
      const hosts = ['login.microsoftonline.com', 'graph.microsoft.com', 'management.azure.com'];
      proxy = await interpose(real, [...hosts, new URL(real.target[1] ?? '').host], ({ method }) =>
        method === 'PUT' ? answer : null,
      );
      const ran = await runPpmi(['repair', ...real.target, ...proxy.access, '--yes', '--json'], { env: real.env });
      const { applied, error } = JSON.parse(ran.stdout) as RepairJson;
      expect([ran.code, applied, proxy.answered()]).to.deep.equal([2, [], 1]);
      expect(error?.message).to.match(named);
      expect(configurationOf(real.emulator, known)).to.equal(start);
      const { runs } = JSON.parse((await real.run('repair', 'list')).stdout) as RunsJson;
      expect(runs.map((run) => [run.state, run.applied])).to.deep.equal([['failed', 0]]);
    });
  }
});
