import { Config } from '@oclif/core';
import { expect } from 'chai';
import PpmiHelp from '../../src/cli/help.ts';
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

describe('help in a narrow terminal', () => {
  /** Shows the page as it would be printed. */
  class Page extends PpmiHelp {
    readonly texts: string[] = [];
    override showRootHelp(): Promise<void> {
      return super.showRootHelp();
    }
    protected override print(text: string): void {
      this.texts.push(text);
    }
  }
  const config = Config.load({ root: process.cwd() });

  async function linesOf(id: string | null, maxWidth: number): Promise<readonly string[]> {
    const page = new Page(await config, { maxWidth });
    const command = (await config).commands.find((each) => each.id === id);
    if (command === undefined) await page.showRootHelp();
    else await page.showCommandHelp({ ...command });
    return page.texts.join('\n').split('\n');
  }

  it('has no line that is too long, but for commands to paste, and breaks no word', async () => {
    const { commands } = await config;
    const shown = [null, ...commands.filter(({ hidden }) => hidden !== true).map(({ id }) => id)];
    expect(shown.length).to.be.greaterThan(20);
    for (const id of shown) {
      const words = new Set((await linesOf(id, 400)).flatMap((line) => line.split(/\s+/)));
      for (const width of [40, 60, 80]) {
        const lines = (await linesOf(id, width)).filter((line) => !line.startsWith('  $ ppmi'));
        const long = lines.filter(({ length }) => length > width);
        expect(long, `${id} at ${width}`).to.deep.equal([]);
        const broken = lines.flatMap((line) => line.split(/\s+/)).filter((word) => !words.has(word));
        expect(broken, `${id} at ${width}`).to.deep.equal([]);
      }
    }
  });
});
