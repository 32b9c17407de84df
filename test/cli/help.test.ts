import { expect } from 'chai';
import { runPpmi } from '../run-ppmi.ts';

describe('help', () => {
  let help: string;
  before(async () => {
    help = (await runPpmi(['error', 'decode', '--help'])).stdout;
  });

  const headers = () => [...help.matchAll(/^([A-Z][A-Z -]+)$/gm)].map(([, header]) => header);

  it('shows the flags of the target first and those of the connection last', () => {
    const groups = headers().filter((header) => header?.endsWith('FLAGS'));
    expect(groups[0]).to.equal('TARGET FLAGS');
    expect(groups.slice(-2)).to.deep.equal(['CONNECTION FLAGS', 'GLOBAL FLAGS']);
  });

  it('keeps the usage to one line', () => {
    expect(help).to.match(/^USAGE\n {2}\$ ppmi error decode \[FILE\] \[FLAGS\]\n\n/m);
  });

  it('never wraps an option inside a word', () => {
    expect(help)
      .to.match(/client-certificate,/)
      .and.match(/azure-powershell,/);
    const [flags = ''] = help.split('\nDESCRIPTION');
    expect(Math.max(...flags.split('\n').map(({ length }) => length))).to.be.at.most(80);
  });

  it('leaves the long descriptions of flags to --help', async () => {
    expect(headers()).to.include('FLAG DESCRIPTIONS');
    expect((await runPpmi(['error', 'decode', '-h'])).stdout).to.not.contain('FLAG DESCRIPTIONS');
  });

  it('has a short flag for the version', async () => {
    expect((await runPpmi(['-v'])).stdout).to.match(/^ppmi\/\d/);
  });
});
