import { expect } from 'chai';
import { jsonOf, type Ran, runPpmi } from '../../run-ppmi.ts';

interface Shown {
  readonly trusts: readonly { readonly version: number; readonly subject: string | null; readonly issuer: string }[];
  readonly findings: readonly { readonly name: string }[];
  readonly emulated: boolean;
}

const place = [
  '--tenant',
  '9a6df4f7-7fde-0a55-f26e-bccca13ee972',
  '--environment-id',
  '7c4547dd-4bd6-e4c5-1f87-40bcd979571c',
];
const show = (...args: readonly string[]) => runPpmi(['subject', 'show', ...args]);
const shown = (ran: Ran) => jsonOf(ran) as unknown as Shown;

describe('subject show', () => {
  it('a registered component has the same trusts as its file', async () => {
    const live = shown(await show('--emulate', 'healthy-v2-issued', '--json'));
    const file = shown(await show('test/fixtures/assemblies/issued-public.dll', ...place, '--json'));
    expect(live.trusts).to.have.length(3);
    expect(live.trusts).to.deep.equal(file.trusts);
    expect([live.emulated, file.emulated]).to.deep.equal([true, false]);
  });

  it('--trust-version selects one', async () => {
    const { trusts } = shown(await show('--emulate', 'healthy-v2-issued', '--trust-version', '2', '--json'));
    expect(trusts.map(({ version }) => version)).to.deep.equal([2]);
  });

  it('a changed file still has trusts, with the finding above them', async () => {
    const ran = await show('test/fixtures/assemblies/tampered-code.dll', ...place, '--json');
    expect(ran.code).to.equal(1);
    expect(shown(ran).trusts).to.have.length(3);
    expect(shown(ran).findings.map(({ name }) => name)).to.deep.equal(['signature-broken']);
    const text = await show('test/fixtures/assemblies/tampered-code.dll', ...place);
    expect(text.stdout.indexOf('PPMI3004')).to.be.lessThan(text.stdout.indexOf('Version 2'));
  });

  it('an unsigned registered package has none', async () => {
    const ran = await show('--emulate', 'package-unsigned', '--json');
    expect(ran.code).to.equal(1);
    expect(shown(ran)).to.deep.include({ trusts: [], certificate: null });
  });

  for (const args of [
    ['test/fixtures/assemblies/self-rsa.dll'],
    ['test/fixtures/assemblies/self-rsa.dll', ...place, '--emulate', 'fic-missing'],
    ['--emulate', 'fic-missing', ...place],
    [],
  ]) {
    it(`[${args.map((arg) => arg.replace('test/fixtures/', '')).join(' ')}] is wrong use`, async () => {
      const ran = await show(...args, '--json');
      expect(ran.code).to.equal(2);
      expect(jsonOf(ran).error).to.include({ name: 'usage' });
    });
  }
});
