/** Names that a terminal or a reader of lines would obey, in every name of an emulated environment. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { jsonText } from '../../src/domain/harmless-text.ts';
import { buildScenario } from '../../src/emulator/scenarios/index.ts';
import { worldFile } from '../../src/emulator/world/world-file.ts';
import { forbiddenSigns, hostileName, poisoned } from '../poisoned-names.ts';
import { runPpmi } from '../run-ppmi.ts';

const esc = '\u001b';
const ownColors = new RegExp(`${esc}\\[(?:0|1|2|4|22|24|31|32|33|36|39)m`, 'g');

describe('hostile names', () => {
  let folder: string;
  before(() => {
    folder = mkdtempSync(join(tmpdir(), 'ppmi-names-'));
  });
  after(() => rmSync(folder, { recursive: true, force: true }));

  it('M8: JSON escapes what a terminal would obey, and stays the same JSON', () => {
    const text = jsonText({ a: hostileName, '\u202ekey': 1 });
    expect(text).not.to.match(forbiddenSigns);
    expect(JSON.parse(text)).to.deep.equal({ a: hostileName, '\u202ekey': 1 });
  });

  for (const scenario of ['tenant-big-endian']) {
    const commands = [
      ['doctor'],
      ['doctor', '--all'],
      ['doctor', '--verbose'],
      ['repair'],
      ['fic', 'list'],
      ['env', 'list'],
      ['env', 'who'],
      ['identity', 'list'],
      ['identity', 'show'],
      ['access', 'check'],
      ['repair', '--yes'],
    ];
    it(`M8: change no terminal and begin no line: ${scenario}`, async () => {
      const file = join(folder, `${scenario}.json`);
      writeFileSync(file, JSON.stringify(poisoned(worldFile(buildScenario(scenario).world))));
      for (const command of commands) {
        const args = [...command, '--world', file];
        const [text, json] = await Promise.all([
          runPpmi(args, { env: { FORCE_COLOR: '1', LANG: 'C.UTF-8' } }),
          runPpmi([...args, '--json']),
        ]);
        for (const shown of [text.stdout, text.stderr, json.stdout, json.stderr].map((each) =>
          each.replaceAll(ownColors, ''),
        )) {
          expect(forbiddenSigns.exec(shown)?.[0], `${command.join(' ')}: ${shown}`).to.equal(undefined);
          expect(
            shown.split('\n').filter((line) => /^\s+touch pwned-line/.test(line)),
            command.join(' '),
          ).to.deep.equal([]);
          expect(shown, command.join(' ')).not.to.contain('PPMI9099');
        }
      }
    });
  }
});
