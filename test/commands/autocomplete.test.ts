import { execFileSync } from 'node:child_process';
import { expect } from 'chai';
import { runPpmi } from '../run-ppmi.ts';

/** The words that the script offers after these, in bash. */
function offered(script: string, ...words: readonly string[]): string[] {
  const line = [
    'COMP_WORDS=("$@")',
    `COMP_CWORD=$(( \${#COMP_WORDS[@]} - 1 ))`,
    '_ppmi',
    `printf "%s\\n" "\${COMPREPLY[@]}"`,
  ].join('\n');
  const output = execFileSync('bash', ['-c', `${script}\n${line}`, 'bash', 'ppmi', ...words], { encoding: 'utf8' });
  return output.split('\n').filter((word) => word !== '');
}

describe('ppmi autocomplete', () => {
  for (const shell of ['bash', 'zsh', 'fish', 'powershell']) {
    it(`prints a script for ${shell} with every command and no alias for a host CLI`, async () => {
      const { code, stdout } = await runPpmi(['autocomplete', shell]);
      expect(code).to.equal(0);
      expect(stdout).to.contain('connectivity').and.contain('tenant-big-endian').and.not.contain('ppmi:doctor');
      expect(stdout).to.not.contain('<%');
    });
  }

  it('prints the installation for every shell if none is given, and rejects an unknown one', async () => {
    expect((await runPpmi(['autocomplete'])).stdout).to.contain('ppmi autocomplete fish | source');
    const unknown = await runPpmi(['autocomplete', 'tcsh']);
    expect(unknown.code).to.equal(2);
  });

  describe('in bash', () => {
    let script: string;
    before(async function () {
      if (process.platform === 'win32') this.skip();
      script = (await runPpmi(['autocomplete', 'bash'])).stdout;
    });

    it('offers commands and topics, then the commands of a topic', () => {
      expect(offered(script, '')).to.include.members(['doctor', 'subject']);
      expect(offered(script, 'subject', '')).to.deep.equal(['diff', 'explain', 'show']);
      expect(offered(script, 'rep').filter((word) => word === 'repair')).to.deep.equal(['repair']);
    });

    it('offers the flags of a command that has commands below it, and of those', () => {
      expect(offered(script, 'repair', '')).to.include.members(['list', 'undo']);
      expect(offered(script, 'repair', '--dry')).to.deep.equal(['--dry-run']);
      expect(offered(script, 'repair', 'undo', '--dry')).to.deep.equal([]);
    });

    it('offers the flags of a command', () => {
      expect(offered(script, 'doctor', '--cl')).to.deep.equal(['--cloud']);
      expect(offered(script, 'error', 'decode', '--no')).to.deep.equal(['--no-group']);
    });

    it('offers the values of a flag, after a space and after =', () => {
      expect(offered(script, 'doctor', '--cloud', 'g')).to.deep.equal(['gcc', 'gcchigh']);
      expect(offered(script, 'doctor', '--cloud', '=', 'c')).to.deep.equal(['china']);
      expect(offered(script, 'repair', '--emulate', 'tenant-big')).to.deep.equal(['tenant-big-endian']);
    });

    it('offers files for a file, and nothing for free text', () => {
      expect(offered(script, 'doctor', '--assembly', 'package.j')).to.deep.equal(['package.json']);
      expect(offered(script, 'subject', 'show', 'package.j')).to.deep.equal(['package.json']);
      expect(offered(script, 'doctor', '--environment', '')).to.deep.equal([]);
    });
  });
});
