/** Names that a terminal or a reader of lines would obey, in every name of an emulated environment. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { jsonText } from '../../src/domain/harmless-text.ts';
import { buildScenario, listScenarios } from '../../src/emulator/scenarios/index.ts';
import { worldFile } from '../../src/emulator/world/world-file.ts';
import { createStyle } from '../../src/render/style.ts';
import { fleetText } from '../../src/render/text/fleet.ts';
import { planText } from '../../src/render/text/plan.ts';
import { reportText } from '../../src/render/text/report.ts';
import { table } from '../../src/render/text/table.ts';
import { planWhole } from '../../src/repair/plan-whole.ts';
import { repairs } from '../../src/repair/repairs/index.ts';
import { fleetRow, summarizeFleet } from '../../src/report/fleet.ts';
import { inWorld } from '../diagnosis/checks/examine.ts';
import {
  begunByName,
  commandName,
  forbiddenSigns,
  hostileName,
  namedLikeCommands,
  poisoned,
} from '../poisoned-names.ts';
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

  it('M8: with characters that are replaced are no wider than their column of a list, which would break them', async () => {
    const name = `x${hostileName.repeat(3)} ${'touch pwned-line '.repeat(12)}`;
    const text = await table(
      ['name', 'ID'],
      [
        [name, '1'],
        ['y', '2'],
      ],
      createStyle({ chalk: null, unicode: false, width: 80 }),
    );
    expect(text.split('\n')).to.have.length(3);
  });

  const nameKeys = ['name', 'displayName', 'friendlyName', 'uniqueName', 'userPrincipalName'];

  /** A whole name could be a command: at the beginning of an indented line it would look like one that ppmi prints. */
  it('M8: that are commands begin no line of a list, and a sentence of a service or a log that holds them begins none', async () => {
    const command = commandName;
    const world = worldFile(buildScenario('tenant-big-endian,company=1').world);
    const record = world.environments[0]?.managedIdentities[0]?.id ?? '';
    const file = join(folder, 'commands.json');
    writeFileSync(file, JSON.stringify(namedLikeCommands(world)));
    const noSigning = join(folder, 'no-signing.json');
    writeFileSync(noSigning, JSON.stringify(namedLikeCommands(worldFile(buildScenario('certificate-eku').world))));
    const log = join(folder, 'log');
    const claim = `/eid1/c/pub/t/${command}/a/${command}/n/${command}`;
    writeFileSync(log, `AADSTS700213: ${`${command} `.repeat(30)}'${claim}' for ${command}\n${command}`);
    const shown = await Promise.all(
      [
        ['env', 'list', '--world', file],
        ['identity', 'list', '--unbound', '--unsigned', '--world', file],
        ['identity', 'show', record, '--world', file],
        ['fic', 'list', '--world', file],
        ['fic', 'verify', '--world', file],
        ['doctor', '--world', file],
        ['doctor', '--all', '--world', file],
        ['doctor', '--all', '--world', noSigning],
        ['repair', '--all', '--world', file],
        // The emulated Graph refuses the name of the credential, and repeats it.
        ['repair', '--yes', '--world', file],
        ['error', 'decode', log],
        ['subject', 'explain', claim],
      ].map(async (args) => [args.slice(0, 3), await runPpmi(args)] as const),
    );
    for (const [args, { stdout, stderr }] of shown) {
      const begun = `${stdout}\n${stderr}`.split('\n').filter((line) => begunByName.test(line));
      expect(begun, args.join(' ')).to.deep.equal([]);
      expect(stdout + stderr, args.join(' ')).to.contain(command);
    }
    const quiet = await runPpmi(['doctor', '--quiet', '--world', noSigning]);
    expect(quiet.stdout).to.contain(`"${command}": PPMI3010`);
  });

  /** Any word of a name that a line breaks would be the first of the next line. */
  const names = ['x" evil evil " evil', ` evil${' evil'.repeat(30)}`];

  function rename(value: unknown, addition: string): void {
    if (typeof value !== 'object' || value === null) return;
    for (const [key, inner] of Object.entries(value)) {
      const isName = nameKeys.includes(key);
      if (typeof inner === 'string' && isName) Object.assign(value, { [key]: `${inner}${addition}` });
      else rename(inner, addition);
    }
  }

  for (const [index, { id }] of listScenarios().entries()) {
    it(`begin no line at any width, and break no command: ${id}`, async () => {
      const name = names[index % names.length] ?? '';
      await inWorld(
        id,
        (world) => rename(world, name),
        async (diagnosed) => {
          const choices = { applicationId: null, newRecordId: '00000000-0000-4000-8000-000000000001' };
          const plan = await planWhole(diagnosed, diagnosed.diagnoseAfter, repairs, choices);
          const commands = diagnosed.report.findings
            .flatMap(({ fix }) => fix.split('\n'))
            .filter((line) => line.startsWith('  '));
          for (const width of [40, 60, 80, 100]) {
            const style = createStyle({ chalk: null, unicode: false, width });
            const report = reportText(diagnosed.report, style, { verbose: true });
            const fleet = fleetText(summarizeFleet([fleetRow(diagnosed.report)]), style);
            const lines = `${report}\n${planText(plan, style)}\n${fleet}`.split('\n');
            const begun = lines.filter((line) => /^\s*[^\w\s]{0,2}evil/.test(line));
            expect(begun, `${width} columns`).to.deep.equal([]);
            for (const command of commands) expect(lines).to.include(`  ${command}`);
          }
        },
      );
    });
  }
});
