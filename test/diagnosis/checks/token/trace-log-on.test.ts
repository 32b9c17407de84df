import { expect } from 'chai';
import traceLogOn from '../../../../src/diagnosis/checks/token/trace-log-on.ts';
import type { World } from '../../../../src/emulator/world/model.ts';
import { namesOf } from '../check-names.ts';
import { inState, inWorld } from '../examine.ts';

describe('token/trace-log-on', () => {
  for (const [traceLogging, expected] of [
    ['off', ['trace-log-off']],
    ['exceptions', []],
    ['all', []],
    [null, 'not-applicable'],
  ] as const) {
    it(`${traceLogging}: ${Array.isArray(expected) ? expected.join() || 'nothing' : expected}`, () => {
      expect(namesOf(traceLogOn, { traceLogging })).to.deep.equal(expected);
    });
  }

  it('blocks nothing where the setting cannot be read', async () => {
    const refuse = ({ wire, environments }: World) => {
      const { host } = new URL(environments[0]?.url ?? '');
      wire.push({ host, path: '/organizations$', kind: 'status', value: 403 });
    };
    const look = (diagnosed: Parameters<typeof inState>[0]) => [
      inState(diagnosed, 'blocked'),
      inState(diagnosed, 'not-applicable').includes('token/trace-log-on'),
    ];
    expect(await inWorld('healthy-v2-issued', refuse, look, { throughProxy: true })).to.deep.equal([[], true]);
  });
});
