/** Lines beside a fix: what to do next, how to go on with a run or undo it, and how to use an emulator. */
import { expect } from 'chai';
import type { ShellTarget } from '../../../src/domain/shell/command-line.ts';
import { accessArguments, targetArguments } from '../../../src/features/diagnose/target-arguments.ts';
import { noStyle } from '../../../src/render/style.ts';
import { emulatorText } from '../../../src/render/text/emulator.ts';
import { followUpCommand, runCommands } from '../../../src/report/follow-up.ts';
import { payload, programs, shells } from '../../pasted-lines.ts';
import { bash, cmd, powershell } from '../../shell.ts';
import { paste } from '../../shells.ts';

describe('pasted commands outside of a fix', () => {
  /** Values of flags that are valid words of a command, and such that are not. */
  const flagValues = [
    payload,
    "it's",
    'two words',
    '$(touch p)',
    'a&touch p',
    '-x',
    'C:\\a b\\(1),c=d',
    '/srv/a b+c@d',
  ];

  function printedOutsideOfFixes(shell: ShellTarget): readonly string[] {
    const commands = flagValues.flatMap((value): readonly string[] => {
      const flags = { ...Object.fromEntries(repeated.map((name) => [name, value])), 'allow-host': [value] };
      const reached = { environmentUrl: `https://a.crm.dynamics.com/${value}`, componentId: null };
      const target = targetArguments(flags, { ...reached, defaults: { environmentUrl: null, componentId: null } });
      const followUp = { shell, target };
      const { resume, undo } = runCommands('20261129-101112-1a2b', accessArguments(flags), shell);
      return [
        followUpCommand('doctor', followUp),
        followUpCommand('repair', followUp, '--remove-old'),
        followUpCommand('connectivity', followUp),
        resume,
        undo,
        ...emulatorLines(value, shell),
      ];
    });
    return commands.map((command) => `  ${command}`);
  }

  const repeated = [
    ...['emulate', 'world', 'component', 'component-type', 'application-id', 'cloud', 'azure-cloud', 'profile'],
    ...['sign-in', 'sign-in-tenant', 'sign-in-client-id', 'sign-in-certificate', 'sign-in-assertion'],
    ...['sign-in-token-file', 'password-file', 'ca-file', 'proxy'],
  ];

  function emulatorLines(value: string, shell: ShellTarget): readonly string[] {
    const access = {
      ...{
        proxy: 'http://127.0.0.1:8080',
        caFile: value,
        tenantId: value,
        environmentUrl: value,
        environmentId: value,
      },
      ...{ componentId: value, applicationId: value },
      operator: { tenantId: value, clientId: value, clientSecretFile: value },
    };
    const text = emulatorText('a scenario', access, shell, noStyle);
    // The first lines set variables for those after them.
    return text.split('\n').flatMap((line) => (/^ {2}(?:ppmi|curl) /.test(line) ? [line.trim()] : []));
  }

  for (const [shell, target] of shells) {
    it(`run nothing but themselves in ${shell.name}`, () => {
      const lines = printedOutsideOfFixes(target);
      expect(lines.length).to.be.greaterThan(50);
      const pasted = paste(shell, programs, lines);
      expect(pasted.files).to.deep.equal([]);
      expect(JSON.stringify(pasted.calls)).to.not.match(/touch p|\$\(/);
      // What the lines for bash mean there is tested beside the function that quotes arguments.
      const meant = paste({ name: 'bash', argv: ['bash', '--norc'] }, programs, printedOutsideOfFixes(bash));
      expect(pasted.calls).to.deep.equal(meant.calls);
    });
  }

  it('hold no foreign text for PowerShell and cmd.exe', () => {
    for (const target of [powershell, cmd]) {
      for (const line of printedOutsideOfFixes(target)) expect(line).not.to.match(/touch p|\$\(|%|!/);
    }
  });
});
