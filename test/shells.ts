/** Runs pasted lines in real shells, with programs that record their arguments instead of doing anything. */
import { execFileSync, spawnSync } from 'node:child_process';
import {
  chmodSync,
  closeSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
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
  /** Runs programs of Windows, and is given the lines as if they were typed. */
  readonly windows?: boolean;
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

/**
 * PPMI_TEST_WINE: how to start Wine. Its cmd.exe is another program than the one of Windows; how a program of Windows takes
 * its command line apart is the same. Requires the compiler of Debian's `gcc-mingw-w64-x86-64`.
 */
export const wineCmd: readonly RealShell[] =
  process.env.PPMI_TEST_WINE === undefined
    ? []
    : [{ name: 'cmd.exe', argv: [process.env.PPMI_TEST_WINE, 'cmd', '/q'], windows: true }];

/** `programs`: names that record; nothing else is found by name but what the system has. */
export function paste(shell: RealShell, programs: readonly string[], lines: readonly string[]): Pasted {
  const folder = mkdtempSync(join(tmpdir(), 'ppmi-paste-'));
  try {
    const [bin, work] = [join(folder, 'bin'), join(folder, 'work')];
    const record = join(folder, 'calls');
    for (const path of [bin, work]) mkdirSync(path);
    const windows = shell.windows === true;
    for (const program of programs) (windows ? recordOnWindows : recordOnUnix)(program, bin, record);
    const script = join(folder, 'pasted.ps1');
    writeFileSync(script, lines.map((line) => `${line}${windows ? '\r\n' : '\n'}`).join(''));
    writeFileSync(record, '');
    const [program = '', ...more] = shell.argv;
    if (windows) {
      const input = openSync(script, 'r');
      spawnSync(program, more, {
        cwd: work,
        env: { ...process.env, WINEPATH: onWine(bin), PPMI_CALLS: onWine(record), WINEDEBUG: '-all' },
        // Not a pipe: of that Wine's cmd.exe loses what it has not read when it runs a batch file.
        stdio: [input, 'ignore', 'ignore'],
      });
      closeSync(input);
      return { calls: callsIn(readFileSync(record, 'utf8')), files: readdirSync(work) };
    }
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

function recordOnUnix(program: string, bin: string, record: string): void {
  const file = join(bin, program);
  writeFileSync(file, `#!/bin/sh\nprintf '%s\\0' ${program} "$@" >> '${record}'\nprintf '\\n\\0' >> '${record}'\n`);
  chmodSync(file, 0o755);
}

const onWine = (path: string): string => `Z:${path.replaceAll('/', '\\')}`;

/** What npm and the Azure CLI install is a batch file, which hands its arguments on. */
const batchFiles: ReadonlySet<string> = new Set(['az', 'ppmi']);

let compiled: Buffer | null = null;

function recordOnWindows(program: string, bin: string): void {
  compiled ??= compile(bin);
  const isBatch = batchFiles.has(program);
  writeFileSync(join(bin, isBatch ? `${program}-itself.exe` : `${program}.exe`), compiled);
  if (isBatch) writeFileSync(join(bin, `${program}.cmd`), `@"%~dp0${program}-itself.exe" %*\r\n`);
}

/** Appends its name and its arguments to the file that PPMI_CALLS names. */
const recorder = String.raw`
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
int main(int count, char **words) {
  FILE *file = fopen(getenv("PPMI_CALLS"), "ab");
  char *from = strrchr(words[0], '\\');
  char *name = from ? from + 1 : words[0];
  fwrite(name, 1, strcspn(name, "-."), file);
  fputc(0, file);
  for (int at = 1; at < count; at++) { fputs(words[at], file); fputc(0, file); }
  fputs("\n", file);
  fputc(0, file);
  return fclose(file);
}`;

function compile(folder: string): Buffer {
  const [source, target] = [join(folder, 'record.c'), join(folder, 'record.exe')];
  writeFileSync(source, recorder);
  execFileSync('x86_64-w64-mingw32-gcc', ['-O1', '-s', '-o', target, source]);
  return readFileSync(target);
}

function callsIn(record: string): readonly (readonly string[])[] {
  const calls: string[][] = [[]];
  for (const word of record.split('\0').slice(0, -1)) {
    if (word === '\n') calls.push([]);
    else calls.at(-1)?.push(word);
  }
  return calls.slice(0, -1);
}
