import { expect } from 'chai';
import { PpmiError } from '../../src/domain/errors.ts';
import { networkFault } from '../../src/domain/network-findings.ts';
import { findingOf } from '../../src/net/fault/finding.ts';
import { patientAsk } from '../../src/sources/patient-ask.ts';

const status = (code: number) => new PpmiError('cut-off', { host: 'h', status: code, detail: `answered ${code}` });
const throttled = (code: number, seconds: number) =>
  new PpmiError('throttled', { host: 'h', status: code, detail: 'd', retryAfterMs: seconds * 1000 });
const silent = new PpmiError(
  'cut-off',
  { host: 'h', detail: 'no answer' },
  { finding: findingOf(networkFault('http-no-answer', 'h', { host: 'h', port: 443, detail: null })) },
);
const broken = new PpmiError('cut-off', { host: 'h', detail: 'closed' });
const refused = new PpmiError('refused', { system: 's', permission: 'p', who: 'w', detail: 'd' });

const malformed = new PpmiError('answer-malformed', { host: 'h', status: 502, detail: 'd' });

/** What comes of these failures in turn, and then of an answer. */
async function asked(...failures: readonly PpmiError[]) {
  const left = [...failures];
  const waits: number[] = [];
  const said: string[] = [];
  const patience = { pause: async (ms: number) => void waits.push(ms), notify: (text: string) => void said.push(text) };
  const ask = patientAsk(async () => {
    const failure = left.shift();
    if (failure !== undefined) throw failure;
    return { ok: true };
  }, patience);
  const end = await ask('https://x', {}).then(
    () => 'answered',
    (error: PpmiError) => error.id,
  );
  return { end, waits, said: said.length };
}

describe('a question to the diagnostics of an environment', () => {
  for (const [what, failures, end, waits] of [
    ['is not repeated if it is answered', [], 'answered', []],
    [
      'is repeated after a timeout of the gateway, while containers start',
      [status(504), status(504)],
      'answered',
      [2000, 2000],
    ],
    ['is repeated if no answer comes', [silent], 'answered', [2000]],
    [
      'is given up after four tries',
      [status(504), status(504), status(504), status(504)],
      'cut-off',
      [2000, 2000, 2000],
    ],
    ['waits as long as it is told', [throttled(429, 7)], 'answered', [7000]],
    ['waits a minute for a route that was announced', [throttled(503, 5), status(502)], 'answered', [5000, 60000]],
    [
      'waits a minute for a service that announced it, too',
      [throttled(429, 5), status(503)],
      'answered',
      [5000, 60000],
    ],
    ['is not repeated after an answer that is none', [malformed], 'answer-malformed', []],
    ['waits shortly for a gateway otherwise', [status(502)], 'answered', [2000]],
    ['is not repeated after a refusal', [refused], 'refused', []],
    ['is not repeated over a broken connection', [broken], 'cut-off', []],
    ['is given up rather than cutting a wait short', [throttled(429, 301)], 'throttled', []],
  ] as const) {
    it(what, async () => {
      expect(await asked(...failures)).to.deep.equal({ end, waits, said: waits.length > 0 ? 1 : 0 });
    });
  }

  it('shares the time that a run may wait with the others', async () => {
    const waits: number[] = [];
    const patience = { pause: async (ms: number) => void waits.push(ms), notify: () => undefined };
    let failures = 0;
    const ask = patientAsk(async () => {
      failures += 1;
      if (failures % 2 === 1) throw throttled(429, 100);
      return {};
    }, patience);
    for (let question = 1; question <= 3; question += 1) await ask('https://x', {});
    const id = await ask('https://x', {}).catch((error: PpmiError) => error.id);
    expect([waits, id]).to.deep.equal([[100_000, 100_000, 100_000], 'throttled']);
  });
});
