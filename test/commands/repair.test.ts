import { expect } from 'chai';
import { jsonOf, runPpmi } from '../run-ppmi.ts';

const repair = async (...args: string[]) => runPpmi(['repair', ...args]);

describe('ppmi repair', () => {
  it('plans, applies, and verifies by the exchange', async () => {
    const ran = await repair('--emulate', 'tenant-big-endian', '--yes', '--json');
    const json = jsonOf(ran) as {
      plan: { id: string }[];
      applied: { result: unknown }[];
      run: string;
      proof: { exchange: string };
    };
    expect(ran.code).to.equal(0);
    expect(json.plan).to.have.length(1);
    expect(json.applied.map(({ result: _result, ...step }) => step)).to.deep.equal(json.plan);
    expect(json.run).to.match(/^\d{8}T\d{6}Z-[0-9a-f]{6}$/);
    expect(json.proof.exchange).to.equal('succeeded');
  });

  it('prints problem, plan and verification as text', async () => {
    const { stdout, code } = await repair('--emulate', 'tenant-big-endian', '--yes');
    expect(code).to.equal(0);
    const order = [
      'PPMI2004',
      'Plan (1 step)',
      'PATCH https://graph.microsoft.com',
      'undo',
      'Verification',
      'succeeded',
    ];
    const places = order.map((text) => stdout.indexOf(text));
    expect(places).to.deep.equal([...places].sort((a, b) => a - b));
    expect(places[0]).to.be.greaterThan(-1);
  });

  it('changes nothing without --yes when it cannot prompt, and names the flag', async () => {
    const ran = await repair('--emulate', 'tenant-big-endian', '--json');
    expect(ran.code).to.equal(2);
    const { error } = jsonOf(ran) as { error: { name: string; message: string; fix: string } };
    expect(error.name).to.equal('terminal-needed');
    expect(error.message + error.fix).to.contain('--yes');
  });

  it('requires a choice that only the user can make', async () => {
    const ran = await repair('--emulate', 'record-missing', '--yes', '--json');
    expect(ran.code).to.equal(2);
    expect(jsonOf(ran).error).to.deep.include({ name: 'choice-needed' });
    expect(JSON.stringify(jsonOf(ran))).to.contain('--application-id');
  });

  for (const scenario of ['record-missing', 'record-application-unknown']) {
    it(`writes no client ID that the tenant does not know, although it was chosen: ${scenario}`, async () => {
      const id = '11111111-2222-3333-4444-555555555555';
      const ran = await repair('--emulate', scenario, '--choose', id, '--yes', '--json');
      expect(ran.code).to.equal(2);
      const { error } = jsonOf(ran) as { error: { name: string; message: string } };
      expect([error.name, error.message.includes(id)]).to.deep.equal(['usage', true]);
    });
  }

  it('plans nothing in a healthy environment', async () => {
    const ran = await repair('--emulate', 'healthy-v2-issued', '--yes', '--json');
    expect(ran.code).to.equal(0);
    expect(jsonOf(ran)).to.deep.include({ plan: [], applied: [] });
  });

  it('plans nothing when a check could not run', async () => {
    const ran = await repair('--emulate', 'no-graph-permission', '--yes', '--json');
    expect(ran.code).to.equal(2);
    expect(jsonOf(ran).plan).to.deep.equal([]);
  });
});
