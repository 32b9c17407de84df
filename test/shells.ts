/** Runs pasted lines in real shells, with programs that record their arguments instead of doing anything. */
import { spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export interface Pasted {
  /** Program and arguments of every call, in order. */
  readonly calls: readonly (readonly string[])[];
  /** Files that the lines left in the current folder. */
  readonly files: readonly string[];
}

export interface RealShell {
  readonly name: string;
  readonly argv: readonly string[];
}

function installed(name: string): boolean {
  return spawnSync(name, ['-c', 'exit 0']).status === 0;
}

/** bash and sh everywhere; the others where they are installed. */
export const posixShells: readonly RealShell[] = [
  { name: 'bash', argv: ['bash', '--norc'] },
  { name: 'sh', argv: ['sh'] },
  ...(installed('zsh') ? [{ name: 'zsh', argv: ['zsh', '-f'] }] : []),
  ...(installed('fish') ? [{ name: 'fish', argv: ['fish', '--no-config'] }] : []),
];

/** PPMI_TEST_PWSH: how to start a PowerShell by absolute paths, such as `/usr/bin/dotnet /…/pwsh.dll` of the .NET tool. */
export const realPowerShell: readonly RealShell[] =
  process.env.PPMI_TEST_PWSH === undefined
    ? []
    : [
        {
          name: 'PowerShell',
          argv: [...process.env.PPMI_TEST_PWSH.split(' '), '-NoProfile', '-NonInteractive', '-File'],
        },
      ];

/** `programs`: names that record; nothing else is found by name but what the system has. */
export function paste(shell: RealShell, programs: readonly string[], lines: readonly string[]): Pasted {
  const folder = mkdtempSync(join(tmpdir(), 'ppmi-paste-'));
  try {
    const [bin, work] = [join(folder, 'bin'), join(folder, 'work')];
    const record = join(folder, 'calls');
    for (const path of [bin, work]) mkdirSync(path);
    for (const program of programs) {
      const file = join(bin, program);
      writeFileSync(file, `#!/bin/sh\nprintf '%s\\0' ${program} "$@" >> '${record}'\nprintf '\\n\\0' >> '${record}'\n`);
      chmodSync(file, 0o755);
    }
    const script = join(folder, 'pasted.ps1');
    writeFileSync(script, `${lines.join('\n')}\n`);
    writeFileSync(record, '');
    const [program = '', ...more] = shell.argv;
    // A program that fails, or has no input, does not matter; the recorded calls show whether the lines are right.
    spawnSync(program, [...more, script], {
      cwd: work,
      env: { ...process.env, PATH: `${bin}:${process.env.PATH}`, HOME: folder },
      stdio: ['ignore', 'ignore', 'ignore'],
    });
    return { calls: callsIn(readFileSync(record, 'utf8')), files: readdirSync(work) };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function callsIn(record: string): readonly (readonly string[])[] {
  const calls: string[][] = [[]];
  for (const word of record.split('\0').slice(0, -1)) {
    if (word === '\n') calls.push([]);
    else calls.at(-1)?.push(word);
  }
  return calls.slice(0, -1);
}
