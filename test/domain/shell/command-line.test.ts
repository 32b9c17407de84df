import { expect } from 'chai';
import {
  canCarry,
  commandLine,
  type ShellTarget,
  setVariables,
  shellTarget,
} from '../../../src/domain/shell/command-line.ts';
import { bash, cmd, powershell } from '../../shell.ts';
import { paste, posixShells, realPowerShell, wineCmd } from '../../shells.ts';

const hostile: readonly string[] = [
  '',
  'plain',
  'two words',
  '$(touch p)',
  '`touch p`',
  '$HOME',
  '$env:PATH',
  "it's",
  "'; touch p; '",
  'a\\',
  "a\\'b",
  'back\\\\slash',
  'C:\\Program Files\\x',
  '!!',
  'a!b',
  '%PATH%',
  '%24select=name',
  'a&touch p',
  'a|touch p',
  'a>p',
  '<p',
  '(touch p)',
  '[a]*?{b,c}',
  '~root',
  '#comment',
  '=ls',
  '-x:y.z',
  '--flag.a',
  'a,b;c',
  '@file',
  '^a',
  '‘touch p’',
  '“quoted”',
  'ünïcödé 日本語',
  'https://x/api/managedidentities(1)?$select=a&b=c',
];
const json = '{"issuer":"https://x/v2.0","audiences":["api://AzureADTokenExchange"]}';
const forPwsh: ShellTarget = { shell: 'powershell', windows: false };

describe('a command line', () => {
  for (const shell of posixShells) {
    it(`gives a program exactly its arguments in ${shell.name}`, () => {
      const argv = ['az', ...hostile, json, '{"a":"it\'s \\"quoted\\""}'];
      const { calls, files } = paste(shell, ['az'], [commandLine(argv, bash)]);
      expect(calls).to.deep.equal([argv]);
      expect(files).to.deep.equal([]);
    });
  }

  for (const shell of posixShells) {
    it(`sets variables exactly in ${shell.name}`, () => {
      const value = 'it\'s $HOME `a` "b" !! \\ é';
      const lines = [...setVariables({ PPMI_A: value, PPMI_B: 'plain' }, bash), 'az "$PPMI_A" "$PPMI_B"'];
      expect(paste(shell, ['az'], lines).calls).to.deep.equal([['az', value, 'plain']]);
    });
  }

  it('sets variables in PowerShell and cmd.exe, one per line', () => {
    const values = { A: "it's", B: 'two words', C: '%PATH%' };
    expect(setVariables(values, powershell)).to.deep.equal([
      "$env:A = 'it''s'",
      "$env:B = 'two words'",
      "$env:C = '%PATH%'",
    ]);
    expect(setVariables(values, cmd)).to.deep.equal(['set "A=it\'s"', 'set "B=two words"']);
  });

  for (const shell of wineCmd) {
    it('gives a program and a batch file exactly its arguments in cmd.exe', () => {
      // The recording program takes its arguments in the code page of the machine.
      const carried = [...hostile, json].filter((text) => canCarry(text, cmd) && /^[ -~]*$/.test(text));
      expect(carried.length).to.be.greaterThan(20);
      const lines = [commandLine(['az', ...carried], cmd), commandLine(['curl', ...carried], cmd)];
      const { calls, files } = paste(shell, ['az', 'curl'], lines);
      expect(calls).to.deep.equal([
        ['az', ...carried],
        ['curl', ...carried],
      ]);
      expect(files).to.deep.equal([]);
    });
  }

  for (const shell of realPowerShell) {
    it(`gives a program exactly its arguments in ${shell.name}`, () => {
      const argv = ['az', ...hostile.filter((text) => canCarry(text, forPwsh))];
      const { calls, files } = paste(shell, ['az'], [commandLine(argv, forPwsh)]);
      expect(calls).to.deep.equal([argv]);
      expect(files).to.deep.equal([]);
    });
  }

  it('quotes the characters that cmd.exe interprets', () => {
    for (const text of hostile.filter((each) => canCarry(each, cmd))) {
      const line = commandLine(['ppmi', text], cmd);
      expect(outsideOfQuotes(line), line).to.match(/^[\w .:/@\\-]*$/);
      expect(argumentsOf(line), line).to.deep.equal(['ppmi', text]);
    }
  });

  it('quotes the characters that cmd.exe interprets when PowerShell calls a batch file', () => {
    for (const text of hostile.filter((each) => canCarry(each, powershell) && canCarry(each, cmd))) {
      const passed = legacyArguments(commandLine(['az', text], powershell)).join(' ');
      expect(outsideOfQuotes(passed), passed).to.not.match(/[()&|<>^]/);
      expect(argumentsOf(passed).at(-1) ?? '', passed).to.equal(text);
    }
  });

  it('rejects an argument that a shell cannot pass', () => {
    for (const [text, target] of [
      ['two\nlines', bash],
      ['\u001b[8m', bash],
      ['\u202eevil', bash],
      ['\u2028', bash],
      ['"', powershell],
      ['a\\', cmd],
      ['%PATH%', cmd],
      ['a!b', cmd],
    ] as const) {
      expect(() => commandLine(['az', text], target), JSON.stringify(text)).to.throw(RangeError);
    }
  });
});

describe('the shell for printed commands', () => {
  it('is the chosen one, else that of the platform', () => {
    expect(shellTarget('cmd', 'linux')).to.deep.equal({ shell: 'cmd', windows: true });
    expect(shellTarget('powershell', 'darwin')).to.deep.equal({ shell: 'powershell', windows: false });
    expect(shellTarget('bash', 'win32')).to.deep.equal({ shell: 'bash', windows: true });
    expect(shellTarget(undefined, 'win32')).to.deep.equal({ shell: 'powershell', windows: true });
    expect(shellTarget('tcsh', 'linux')).to.deep.equal({ shell: 'bash', windows: false });
  });
});

/** cmd.exe: a double quote begins and ends a part in which only `%` counts. */
function outsideOfQuotes(line: string): string {
  return line
    .split('"')
    .filter((_, index) => index % 2 === 0)
    .join('');
}

/** The arguments that a C program makes of a command line without backslashes before quotes. */
function argumentsOf(line: string): readonly string[] {
  return [...line.matchAll(/(?:[^\s"]|"[^"]*")+/g)].map(([text]) => text.replaceAll('"', ''));
}

/** Windows PowerShell: an argument with spaces outside of double quotes gets double quotes, any other none. */
function legacyArguments(line: string): readonly string[] {
  const words = [...line.matchAll(/'(?:[^'‘’‚‛]|(['‘’‚‛])\1)*'|\S+/g)].map(([word]) =>
    word.startsWith("'") ? word.slice(1, -1).replace(/(['‘’‚‛])\1/g, '$1') : word,
  );
  return words.map((word) => (/\s/.test(outsideOfQuotes(word)) ? `"${word}"` : word));
}
